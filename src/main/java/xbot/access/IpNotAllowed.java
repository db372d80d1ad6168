package xbot.access;

import xbot.contract.Refusal;

/** The client IP is not on the partner's allowlist, or cannot be known. */
public final class IpNotAllowed extends Refusal {

    public IpNotAllowed() {
        super("the client IP is not on the partner's allowlist");
    }
}
