package xbot.access;

import java.util.Map;
import xbot.contract.Refusal;

/** The keys are missing, unknown, not valid now or not of the same partner; which of these is not told. */
public final class InvalidKey extends Refusal {

    public InvalidKey() {
        super("x-api-key and xp-api-key are not a valid pair of keys");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("WWW-Authenticate", "ApiKey");
    }
}
