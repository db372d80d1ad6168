package xbot.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A route set that cannot serve; each finding names the file, the route and step, and the reason. */
public final class InvalidRouteSet extends RuntimeException {

    private static final int SHOWN = 10;

    private final transient List<String> findings;

    /** Names the route of a failure where Camel knows it. */
    public static InvalidRouteSet of(Throwable failure) {
        return RouteSetLoader.explain("xbot.routes.directory", failure);
    }

    static InvalidRouteSet unreadable(Path directory, IOException cause) {
        return new InvalidRouteSet(
                "xbot.routes.directory", directory + " cannot be read, start from where it is", cause);
    }

    InvalidRouteSet(List<String> findings) {
        this(findings, null);
    }

    InvalidRouteSet(String place, String reason, Throwable cause) {
        this(List.of(place + ": " + reason), cause);
    }

    private InvalidRouteSet(List<String> findings, Throwable cause) {
        super(message(findings), cause);
        this.findings = List.copyOf(findings);
    }

    public List<String> findings() {
        return findings;
    }

    private static String message(List<String> findings) {
        String shown = String.join("; ", findings.subList(0, Math.min(SHOWN, findings.size())));
        int more = findings.size() - SHOWN;
        return more > 0 ? shown + "; and " + more + " more, see the subcommand check" : shown;
    }
}
