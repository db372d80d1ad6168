package xbot.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;

/** A route set that cannot serve; each finding names the file, the route and step, and the reason. */
public final class InvalidRouteSet extends RuntimeException {

    private static final int SHOWN = 10;

    private final transient List<String> findings;

    /** Names the route of a failure where Camel knows it. */
    private static InvalidRouteSet of(String place, Throwable failure) {
        if (failure instanceof InvalidRouteSet known) {
            return known;
        }
        String route = "";
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof FailedToCreateRouteException creation) {
                route = "route '" + creation.getRouteId() + "': ";
            }
        }
        return new InvalidRouteSet(place, route + plain(root), failure);
    }

    /** The message of a failure in one line that is not too long. */
    static String plain(Throwable failure) {
        String reason = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        return reason.length() > 400 ? reason.substring(0, 400) + "…" : reason;
    }

    public static InvalidRouteSet of(Throwable failure) {
        return of("xbot.routes.directory", failure);
    }

    static void throwIfAny(Collection<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidRouteSet(findings.stream().map(Finding::toString).toList());
        }
    }

    static InvalidRouteSet unreadable(Path directory, IOException cause) {
        return new InvalidRouteSet(
                "xbot.routes.directory",
                directory + " cannot be read; start the pod in the directory that has it",
                cause);
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
