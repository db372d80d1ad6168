package xbot.tools.cases;

import java.time.Duration;
import java.util.List;

/** @param cause the failure that the route met, null where there is none */
record CaseResult(RouteCase routeCase, List<Difference> differences, Throwable cause, Duration took) {

    boolean isOk() {
        return differences.isEmpty();
    }
}
