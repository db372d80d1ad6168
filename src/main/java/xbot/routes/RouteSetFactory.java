package xbot.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.boot.SpringBootCamelContext;
import org.apache.camel.spring.boot.SpringTypeConverter;
import org.springframework.context.ApplicationContext;
import xbot.front.RouteTable;
import xbot.steps.BodySchema;

/**
 * Makes route sets. All but the first, which runs in the context that Camel's starter makes, get a context of their own:
 * made by what that starter itself uses, {@code doConfigureCamelContext}, which is marked as not for end users: here
 * and nowhere else.
 */
public final class RouteSetFactory {

    private final ApplicationContext spring;
    private final CamelConfigurationProperties configuration;
    private final Path directory;
    private final Clock clock;
    private final AtomicInteger number = new AtomicInteger(1);

    /** The hash of files that keep the rules: each case of a tool loads the same. */
    private volatile String sound;

    RouteSetFactory(
            ApplicationContext spring, CamelConfigurationProperties configuration, Path directory, Clock clock) {
        this.spring = spring;
        this.configuration = configuration;
        this.directory = directory;
        this.clock = clock;
    }

    /** @throws InvalidRouteSet if the directory cannot be read */
    RouteFiles read() {
        try {
            return RouteFiles.read(directory);
        } catch (IOException e) {
            throw InvalidRouteSet.unreadable(directory, e);
        }
    }

    /** Adds the routes of a reading to a context that is not started yet. */
    RouteSet load(CamelContext camel, RouteFiles files) {
        if (!files.hash().equals(sound)) {
            Set<Finding> findings = new TreeSet<>();
            FileRules.judge(files.contents(), findings::add);
            InvalidRouteSet.throwIfAny(findings);
            sound = files.hash();
        }
        RouteTable table = RouteTable.attach(camel);
        camel.getCamelContextExtension().addInterceptStrategy(new Trial.Steps());
        files.contents().forEach((name, bytes) -> {
            if (RouteFiles.isSchema(name)) {
                camel.getRegistry().bind(name, BodySchema.parse(bytes));
            }
        });
        KnownNames names = new KnownNames(spring);
        StepFaults faults = new StepFaults(camel, names);
        RouteModel model = RouteModel.load((ModelCamelContext) camel, files.contents());
        InvalidRouteSet.throwIfAny(MissingJars.kamelets(model));
        return new RouteSet(files, clock.instant(), model, table, faults, names);
    }

    /** The same for a set that is to serve: Camel would stop at a start that it cannot make, and not say in which line. */
    RouteSet loadToServe(CamelContext camel, RouteFiles files) {
        RouteSet set = load(camel, files);
        set.throwIfAStartIsMissing();
        return set;
    }

    /** Loads, starts and checks a set; it serves nobody yet. */
    RouteSet create(RouteFiles files) {
        return create(files, camel -> {});
    }

    private RouteSet create(RouteFiles files, Consumer<ModelCamelContext> prepare) {
        SpringBootCamelContext camel = context(prepare);
        try {
            RouteSet set = loadToServe(camel, files);
            InvalidRouteSet.throwIfAny(start(set, false));
            return set;
        } catch (RuntimeException e) {
            camel.stop();
            throw InvalidRouteSet.of(e);
        }
    }

    private SpringBootCamelContext context(Consumer<ModelCamelContext> prepare) {
        CamelSpringBootApplicationController controller = new CamelSpringBootApplicationController(spring);
        SpringBootCamelContext camel = new SpringBootCamelContext(spring, false, controller);
        try {
            CamelAutoConfiguration.doConfigureCamelContext(spring, camel, configuration, controller);
            camel.getCamelContextExtension()
                    .setName(configuration.getMain().getName() + "-" + number.incrementAndGet());
            spring.getBeanProvider(SpringTypeConverter.class)
                    .ifAvailable(c -> camel.getTypeConverterRegistry().addFallbackTypeConverter(c, true));
            prepare.accept(camel);
            return camel;
        } catch (Exception e) {
            camel.stop();
            throw InvalidRouteSet.of(e);
        }
    }

    /** @return what keeps the set from serving */
    private static Set<Finding> start(RouteSet set, boolean thorough) {
        Finding failure = null;
        try {
            set.camel().start();
        } catch (Exception e) {
            failure = InvalidRouteSet.finding(e);
        }
        Set<Finding> findings = set.judge(thorough);
        if (findings.isEmpty() && failure != null) {
            findings.add(failure);
        }
        return findings;
    }

    /**
     * Runs the routes of the directory for a tool: loaded, checked and started as the pod does, and served to nobody.
     *
     * @param prepare gets the context before it has routes
     * @return started; to be stopped by the caller
     * @throws InvalidRouteSet as at the start of the pod
     */
    public ModelCamelContext start(Consumer<ModelCamelContext> prepare) {
        return create(read(), prepare).camel();
    }

    /** All that keeps a set from serving, and what would fail at the first message that takes its way. */
    public Collection<Finding> judge(RouteFiles files, Consumer<ModelCamelContext> prepare) {
        SpringBootCamelContext camel = context(prepare);
        try {
            return start(load(camel, files), true);
        } catch (InvalidRouteSet e) {
            return e.findings();
        } finally {
            camel.stop();
        }
    }
}
