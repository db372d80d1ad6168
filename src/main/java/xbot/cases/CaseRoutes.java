package xbot.cases;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;
import xbot.bundle.RouteSetTrial;

/** A route set for one case: probed at each step, and closed to all other systems. */
final class CaseRoutes {

    private static final ExecutorService TAP_THREAD = new TapThread();

    private static final ClassLoader RESOURCES = new CachedResources(CaseRoutes.class.getClassLoader());

    private CaseRoutes() {}

    static ModelCamelContext start(
            RouteSetTrial routes, CaseLog log, Map<String, RouteCase.Mock> mocks, MockAnswerer answerer) {
        return routes.start(camel -> {
            camel.setApplicationContextClassLoader(RESOURCES);
            camel.getCamelContextExtension().addInterceptStrategy(new StepProbe(log, mocks, answerer));
            camel.getCamelContextExtension()
                    .registerEndpointCallback((uri, endpoint) -> SealedEndpoint.seal(uri, endpoint, log));
            camel.getShutdownStrategy().setTimeout(1);
            camel.getRouteDefinitions().forEach(route -> tapAtOnce(camel, route));
        });
    }

    private static void tapAtOnce(ModelCamelContext camel, RouteDefinition route) {
        for (WireTapDefinition<?> tap :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), WireTapDefinition.class)) {
            String pool = tap.getExecutorServiceRef();
            boolean known =
                    pool == null || camel.getRegistry().lookupByNameAndType(pool, ExecutorService.class) != null;
            // else the route set must be refused as the pod would refuse it
            if (known) {
                tap.executorService(TAP_THREAD);
            }
        }
    }
}
