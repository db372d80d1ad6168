package xbot.shared;

/** The shared store did not do an operation, or not in time: do without it. */
public final class StoreAway extends Exception {

    StoreAway() {
        super("the shared store is away", null, false, false);
    }
}
