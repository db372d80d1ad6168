package xbot.text;

/**
 * Tells when polled content is new. It is once two looks in a row agree, so that nothing half-written is taken, and then
 * once only, whether it can be used or not.
 */
public final class Watch {

    private String seen;
    private String taken;

    /** @param hash of the content that is in use */
    public Watch(String hash) {
        seen = hash;
        taken = hash;
    }

    /** @param hash of the content as it is now */
    public synchronized boolean isNew(String hash) {
        boolean settled = hash.equals(seen);
        seen = hash;
        if (!settled || hash.equals(taken)) {
            return false;
        }
        taken = hash;
        return true;
    }
}
