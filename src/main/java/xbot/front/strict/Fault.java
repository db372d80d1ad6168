package xbot.front.strict;

/** Why a request does not arrive. */
public enum Fault {
    /** Its body is no body. */
    BROKEN,

    /** The caller takes too long. */
    LATE
}
