package xbot.routes;

import java.util.function.Consumer;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.boot.SpringBootCamelContext;
import org.apache.camel.spring.boot.SpringTypeConverter;
import org.springframework.context.ApplicationContext;

/**
 * Makes the Camel contexts of all route sets but the first, which runs in the context that Camel's starter makes. Uses
 * what that starter itself uses, {@code doConfigureCamelContext}, which is marked as not for end users: here and
 * nowhere else.
 */
final class RouteSetFactory {

    private final ApplicationContext spring;
    private final CamelConfigurationProperties configuration;
    private final RouteSetLoader loader;

    RouteSetFactory(ApplicationContext spring, CamelConfigurationProperties configuration, RouteSetLoader loader) {
        this.spring = spring;
        this.configuration = configuration;
        this.loader = loader;
    }

    /** Loads, starts and checks a set; it serves nobody yet. */
    RouteSet create(int number, RouteFiles files) {
        return create(number, files, loaded -> {});
    }

    /** @param prepare gets the context before it has routes */
    RouteSet create(int number, RouteFiles files, Consumer<ModelCamelContext> prepare) {
        CamelSpringBootApplicationController controller = new CamelSpringBootApplicationController(spring);
        SpringBootCamelContext camel = new SpringBootCamelContext(spring, false, controller);
        try {
            CamelAutoConfiguration.doConfigureCamelContext(spring, camel, configuration, controller);
            camel.getCamelContextExtension().setName(configuration.getMain().getName() + "-" + number);
            spring.getBeanProvider(SpringTypeConverter.class)
                    .ifAvailable(c -> camel.getTypeConverterRegistry().addFallbackTypeConverter(c, true));
            prepare.accept(camel);
            RouteSet set = loader.load(camel, files);
            camel.start();
            set.check();
            return set;
        } catch (Exception e) {
            camel.stop();
            throw InvalidRouteSet.of(e);
        }
    }
}
