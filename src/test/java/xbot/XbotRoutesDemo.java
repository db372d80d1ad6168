package xbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/**
 * {@code ./mvnw spring-boot:test-run}: the pod with two example partners, unless {@code xbot.partners-file} names
 * others, and a simulated Direct Line on port {@code demo.direct-line-port} (8082; 0 for a free one).
 */
public final class XbotRoutesDemo {

    private static final Path PARTNERS = Path.of("src/test/demo/partners.yaml");
    private static final Path MOVED_PARTNERS = Path.of("target/demo/partners.yaml");
    static final String DIRECT_LINE = "http://127.0.0.1:8082";
    static final Map<String, String> SITES =
            Map.of("test-direct-line-secret-a4b", "a4b-bot", "test-direct-line-secret-shop", "shop-bot");

    private XbotRoutesDemo() {}

    public static void main(String[] args) {
        var given = properties(args);
        var port = given.bind("demo.direct-line-port", Integer.class).orElse(8082);
        var simulator = DirectLineSimulator.start(Settings.of(SITES).withPort(port));
        var pod = given.bind("xbot.partners-file", String.class).isBound() ? args : withPartners(args, simulator);

        SpringApplication.withHook(application -> new DemoCompanion(simulator), () -> XbotRoutes.main(pod));
    }

    private static Binder properties(String[] args) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment);
    }

    private static String[] withPartners(String[] args, DirectLineSimulator simulator) {
        var option = "--xbot.partners-file=" + partners(simulator.baseUri().toString());
        return Stream.concat(Stream.of(args), Stream.of(option)).toArray(String[]::new);
    }

    /** The example partners, whose Direct Line is at this URI. */
    private static Path partners(String directLine) {
        if (directLine.equals(DIRECT_LINE)) {
            return PARTNERS;
        }
        try {
            Files.createDirectories(MOVED_PARTNERS.getParent());
            return Files.writeString(MOVED_PARTNERS, Files.readString(PARTNERS).replace(DIRECT_LINE, directLine));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy %s to %s".formatted(PARTNERS, MOVED_PARTNERS), e);
        }
    }
}
