package xbot.webhook;

import xbot.contract.Refusal;

/** Ends a request that has nowhere to go, as a pod whose partners use no webhooks has no intake. */
public final class IntakeCheck {

    static final String NOT_SET = "not-set.invalid";

    /** @throws Refusal INTAKE_NOT_SET where the address is empty or the default of {@link IntakeProperties} */
    public void mustBeSet(String address) throws Refusal {
        if (address.isBlank() || address.contains(NOT_SET)) {
            throw Refusal.of(503, "INTAKE_NOT_SET", "this service hands no such events on");
        }
    }
}
