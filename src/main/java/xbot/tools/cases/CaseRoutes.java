package xbot.tools.cases;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.FactoryFinderResolver;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.routes.RouteSetFactory;

/** Makes the route set of each case: probed at each step, and closed to all other systems. */
final class CaseRoutes {

    private static final int STOP_LIMIT_SECONDS = 1;

    private final RouteSetFactory routes;
    private final KnownFactories factories = new KnownFactories();

    CaseRoutes(RouteSetFactory routes) {
        this.routes = routes;
    }

    ModelCamelContext start(CaseLog log, Map<String, List<RouteCase.MockAnswer>> mocks, MockAnswerer answerer) {
        return routes.start(camel -> prepare(camel, log, mocks, answerer));
    }

    Collection<Finding> judge(RouteFiles set, MockAnswerer answerer) {
        return routes.judge(set, camel -> prepare(camel, new CaseLog(), Map.of(), answerer));
    }

    private void prepare(
            ModelCamelContext camel,
            CaseLog log,
            Map<String, List<RouteCase.MockAnswer>> mocks,
            MockAnswerer answerer) {
        factories.useIn(camel);
        camel.getCamelContextExtension().addInterceptStrategy(new StepProbe(log, mocks, answerer));
        camel.getCamelContextExtension()
                .registerEndpointCallback((uri, endpoint) -> SealedEndpoint.seal(uri, endpoint, log));
        camel.getShutdownStrategy().setTimeout(STOP_LIMIT_SECONDS);
        camel.addModelLifecycleStrategy(new ModelLifecycleStrategySupport() {
            @Override
            public void onAddRouteDefinition(RouteDefinition route) {
                tapAtOnce(camel, route);
                stayAlone(route);
            }
        });
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext context) {
                camel.getRouteDefinitions().forEach(CaseRoutes::retryAtOnce);
            }
        });
    }

    /** No timer, file or queue of this machine starts a route. */
    private static void stayAlone(RouteDefinition route) {
        String from = route.getInput() == null ? "" : route.getInput().getEndpointUri();
        if (from.matches("(?!platform-http|rest|direct|seda|kamelet)[a-z0-9-]+(:.*)?")) {
            route.setAutoStartup("false");
        }
    }

    private static void tapAtOnce(ModelCamelContext camel, RouteDefinition route) {
        for (WireTapDefinition<?> tap :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), WireTapDefinition.class)) {
            String pool = tap.getExecutorServiceRef();
            boolean known =
                    pool == null || camel.getRegistry().lookupByNameAndType(pool, ExecutorService.class) != null;
            // else the route set must be refused as the pod would refuse it
            if (known) {
                tap.executorService(new SynchronousExecutorService());
            }
        }
    }

    private static void retryAtOnce(RouteDefinition route) {
        for (OnExceptionDefinition handler :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), OnExceptionDefinition.class)) {
            retryAtOnce(handler.getRedeliveryPolicyType());
        }
        if (route.getErrorHandlerFactory() instanceof DefaultErrorHandlerDefinition handler) {
            retryAtOnce(handler.getRedeliveryPolicy());
        }
    }

    private static void retryAtOnce(RedeliveryPolicyDefinition policy) {
        if (policy != null) {
            policy.setRedeliveryDelay("0");
            policy.setDelayPattern(null);
        }
    }

    /** Camel's own classes, found once for all cases: in a jar of jars that takes longer than a case. */
    private static final class KnownFactories implements FactoryFinderResolver {

        private final Map<String, FactoryFinder> known = new ConcurrentHashMap<>();
        private FactoryFinderResolver camels;

        void useIn(CamelContext camel) {
            if (camels == null) {
                camels = PluginHelper.getFactoryFinderResolver(camel);
            }
            camel.getCamelContextExtension().addContextPlugin(FactoryFinderResolver.class, this);
        }

        @Override
        public FactoryFinder resolveFactoryFinder(ClassResolver classes, String path) {
            return known.computeIfAbsent(path, unknown -> camels.resolveFactoryFinder(classes, unknown));
        }

        @Override
        public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver classes, String path) {
            return resolveFactoryFinder(classes, path);
        }
    }
}
