package xbot.bundle;

import java.io.IOException;
import java.nio.file.Path;

/** A route set that cannot serve; the message names the file, the route and the reason. */
public final class InvalidRouteSet extends RuntimeException {

    /** Names the route of a failure where Camel knows it. */
    public static InvalidRouteSet of(Throwable failure) {
        return RouteSetLoader.explain("xbot.routes.directory", failure);
    }

    static InvalidRouteSet unreadable(Path directory, IOException cause) {
        return new InvalidRouteSet(
                "xbot.routes.directory", directory + " cannot be read, start from where it is", cause);
    }

    InvalidRouteSet(String place, String reason, Throwable cause) {
        super(place + ": " + reason, cause);
    }
}
