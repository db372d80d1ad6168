package xbot.tools.cases;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;
import xbot.routes.RouteSetTrial;

/** Makes the route set of each case: probed at each step, and closed to all other systems. */
final class CaseRoutes {

    private static final int STOP_LIMIT_SECONDS = 1;

    private final RouteSetTrial routes;
    private final KnownResources resources = new KnownResources();
    private final ExecutorService tapThread = new TapThread();

    CaseRoutes(RouteSetTrial routes) {
        this.routes = routes;
    }

    ModelCamelContext start(CaseLog log, Map<String, RouteCase.Mock> mocks, MockAnswerer answerer) {
        return routes.start(camel -> {
            resources.useIn(camel);
            camel.getCamelContextExtension().addInterceptStrategy(new StepProbe(log, mocks, answerer));
            camel.getCamelContextExtension()
                    .registerEndpointCallback((uri, endpoint) -> SealedEndpoint.seal(uri, endpoint, log));
            camel.getShutdownStrategy().setTimeout(STOP_LIMIT_SECONDS);
            camel.addModelLifecycleStrategy(new ModelLifecycleStrategySupport() {
                @Override
                public void onAddRouteDefinition(RouteDefinition route) {
                    tapAtOnce(camel, route);
                }
            });
        });
    }

    private void tapAtOnce(ModelCamelContext camel, RouteDefinition route) {
        for (WireTapDefinition<?> tap :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), WireTapDefinition.class)) {
            String pool = tap.getExecutorServiceRef();
            boolean known =
                    pool == null || camel.getRegistry().lookupByNameAndType(pool, ExecutorService.class) != null;
            // else the route set must be refused as the pod would refuse it
            if (known) {
                tap.executorService(tapThread);
            }
        }
    }
}
