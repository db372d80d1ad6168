package xbot.routes;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import xbot.front.RouteTable;
import xbot.steps.BodySchema;

/** Fills a Camel context with the routes of one reading of the directory. */
final class RouteSetLoader {

    private final Clock clock;

    RouteSetLoader(Clock clock) {
        this.clock = clock;
    }

    /** Adds the routes; the context is not started yet. */
    RouteSet load(CamelContext camel, RouteFiles files) {
        Set<Finding> findings = new TreeSet<>();
        FileRules.judge(files.contents(), findings::add);
        InvalidRouteSet.throwIfAny(findings);
        RouteTable table = RouteTable.attach(camel);
        files.contents().forEach((name, bytes) -> {
            if (RouteFiles.isSchema(name)) {
                camel.getRegistry().bind(name, BodySchema.parse(bytes));
            }
        });
        try {
            return new RouteSet(
                    files, clock.instant(), RouteModel.load((ModelCamelContext) camel, files.contents()), table);
        } catch (RouteModel.InvalidFile e) {
            throw new InvalidRouteSet(List.of(e.finding().toString()));
        }
    }
}
