package xbot.routes;

import java.util.Collection;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.springframework.core.NestedExceptionUtils;

/** A route set that cannot serve; each finding names the file, the route and step, and the reason. */
public final class InvalidRouteSet extends RuntimeException {

    private static final int SHOWN = 10;
    private static final int LONGEST = 400;

    private final transient List<Finding> findings;

    InvalidRouteSet(Collection<Finding> findings) {
        this(findings, null);
    }

    private InvalidRouteSet(Collection<Finding> findings, Throwable cause) {
        super(message(List.copyOf(findings)), cause);
        this.findings = List.copyOf(findings);
    }

    /** Names the route of a failure, and its place, where Camel knows it. */
    public static InvalidRouteSet of(Throwable failure) {
        return failure instanceof InvalidRouteSet known
                ? known
                : new InvalidRouteSet(List.of(finding(failure)), failure);
    }

    static Finding finding(Throwable failure) {
        String file = "xbot.routes.directory";
        String route = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException creation) {
                file = creation.getLocation();
                route = creation.getRouteId();
            } else if (cause instanceof FailedToStartRouteException start) {
                file = start.getLocation();
                route = start.getRouteId();
            }
        }
        return new Finding(
                Finding.Severity.ERROR,
                file == null ? "" : file.replaceFirst("^file:", ""),
                0,
                route,
                reason(NestedExceptionUtils.getMostSpecificCause(failure)));
    }

    static InvalidRouteSet unreadable(Object directory, Exception cause) {
        String what = directory + " cannot be read; start the pod in the directory that has it";
        return new InvalidRouteSet(List.of(Finding.error("xbot.routes.directory", 0, what)), cause);
    }

    static String reason(Throwable failure) {
        return MissingJars.explain(failure).orElseGet(() -> plain(failure));
    }

    /** The message of a failure in one line that is not too long. */
    static String plain(Throwable failure) {
        String message = failure.getMessage();
        String reason = message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
        return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
    }

    static void throwIfAny(Collection<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidRouteSet(findings);
        }
    }

    public List<Finding> findings() {
        return findings;
    }

    private static String message(List<Finding> findings) {
        String shown = String.join(
                "; ", findings.stream().limit(SHOWN).map(Finding::toString).toList());
        int more = findings.size() - SHOWN;
        return more > 0 ? shown + "; and " + more + " more, see the subcommand check" : shown;
    }
}
