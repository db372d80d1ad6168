package xbot.bundle;

/** A route set that cannot serve; the message names the file, the route and the reason. */
public final class InvalidRouteSet extends RuntimeException {

    InvalidRouteSet(String place, String reason, Throwable cause) {
        super(place + ": " + reason, cause);
    }
}
