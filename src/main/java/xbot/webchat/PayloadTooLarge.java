package xbot.webchat;

import xbot.contract.Refusal;

/** The body has more bytes than any init request needs. */
public final class PayloadTooLarge extends Refusal {

    private static final int MAX_KIBIBYTES = 64;
    static final int MAX_BYTES = MAX_KIBIBYTES * 1024;

    public PayloadTooLarge() {
        super("the body is larger than " + MAX_KIBIBYTES + " KiB");
    }
}
