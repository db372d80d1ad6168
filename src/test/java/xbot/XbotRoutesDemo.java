package xbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;
import xbot.site.DemoClock;
import xbot.site.PartnerSite;
import xbot.site.StepTrace;
import xbot.site.XbotCore;

/**
 * {@code ./mvnw spring-boot:test-run}: the pod with the example partners, unless {@code xbot.partners-file} names
 * others, a simulated Direct Line with an xBot core on port {@code demo.direct-line-port} (8082) and the web site of a partner on
 * {@code demo.site-port} (8090) of {@code demo.site-host} (127.0.0.1). Port 0 is a free one.
 */
public final class XbotRoutesDemo {

    private static final Path PARTNERS_FILE = Path.of("src/test/demo/partners.yaml");
    private static final Path MOVED_PARTNERS_FILE = Path.of("target/demo/partners.yaml");
    static final String DIRECT_LINE = "http://127.0.0.1:8082";
    static final List<String> PARTNERS = List.of("a4b", "shop", "elsewhere");
    static final Map<String, String> SITES = PARTNERS.stream()
            .collect(Collectors.toMap(partner -> "test-direct-line-secret-" + partner, partner -> partner + "-bot"));

    private XbotRoutesDemo() {}

    public static void main(String[] args) {
        var given = properties(args);
        var clock = new DemoClock();
        var trace = new StepTrace();
        var simulator = listen(
                "demo.direct-line-port",
                () -> DirectLineSimulator.start(Settings.of(SITES)
                        .withClock(clock)
                        .withPort(given.bind("demo.direct-line-port", Integer.class)
                                .orElse(8082))));
        var site = listen(
                "demo.site-port",
                () -> PartnerSite.start(
                        given.bind("demo.site-host", String.class).orElse("127.0.0.1"),
                        given.bind("demo.site-port", Integer.class).orElse(8090),
                        simulator,
                        clock,
                        trace));
        var core = XbotCore.start(simulator);
        var pod = given.bind("xbot.partners-file", String.class).isBound() ? args : withPartners(args, simulator);

        SpringApplication.withHook(
                application -> new DemoCompanion(simulator, site, core, clock, trace), () -> XbotRoutes.main(pod));
    }

    /** Ends the demo with one line if the port is taken. */
    private static <T> T listen(String property, Supplier<T> server) {
        try {
            return server.get();
        } catch (IllegalStateException e) {
            if (!(NestedExceptionUtils.getMostSpecificCause(e) instanceof BindException)) {
                throw e;
            }
            System.err.printf("The demo cannot start: %s.%n", whatToDo(e, property));
            System.exit(1);
            throw e;
        }
    }

    static String whatToDo(IllegalStateException cannotListen, String property) {
        return "%s; stop what listens there, or choose another port: ./mvnw spring-boot:test-run -Dspring-boot.run.arguments=--%s=PORT"
                .formatted(cannotListen.getMessage(), property);
    }

    private static Binder properties(String[] args) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment);
    }

    private static String[] withPartners(String[] args, DirectLineSimulator simulator) {
        var option = "--xbot.partners-file=" + partners(simulator.baseUri().toString());
        // an edit is to be seen at once
        return Stream.concat(Stream.of("--xbot.routes.probation=0s", option), Stream.of(args))
                .toArray(String[]::new);
    }

    /** The example partners, whose Direct Line is at this URI. */
    private static Path partners(String directLine) {
        if (directLine.equals(DIRECT_LINE)) {
            return PARTNERS_FILE;
        }
        try {
            Files.createDirectories(MOVED_PARTNERS_FILE.getParent());
            return Files.writeString(
                    MOVED_PARTNERS_FILE, Files.readString(PARTNERS_FILE).replace(DIRECT_LINE, directLine));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy %s to %s".formatted(PARTNERS_FILE, MOVED_PARTNERS_FILE), e);
        }
    }
}
