package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

class ShutdownIT {

    private static final int CONNECTIONS = 100;

    private final Settings directLine = Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot"));

    @TempDir
    Path directory;

    @Test
    void losesNoRequestAndTurnsUnreadyFirst() throws Exception {
        Settings slow = directLine.withAnswerDelay(Duration.ofMillis(200));
        try (DirectLineSimulator simulator = DirectLineSimulator.start(slow);
                PodProcess pod = new PodProcess(directory, Path.of("routes"), simulator.baseUri())
                        .start()
                        .awaitReady()) {
            // each request is of another user, so that it is in flight until Direct Line has answered
            Load load = new Load(pod.uri(), CONNECTIONS, Integer.MAX_VALUE / CONNECTIONS).awaitMore(2 * CONNECTIONS);

            pod.terminate();
            while (pod.isReady()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            load.awaitMore(CONNECTIONS);

            assertThat(load.ask(pod.uri(), "late")).isEmpty();
            assertThat(load.stop()).isEmpty();
            assertThat(pod.awaitEnd()).isZero();
        }
    }

    @Test
    void endsWithOneLineWhenTheRouteSetIsBad() throws Exception {
        Path routes = PodProcess.copyRoutes(directory.resolve("routes"));
        Path file = routes.resolve("webchat-init.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("ref: keyCheck", "ref: keyChek"));

        try (DirectLineSimulator simulator = DirectLineSimulator.start(directLine);
                PodProcess pod = new PodProcess(directory, routes, simulator.baseUri()).start()) {
            boolean wasReady = false;
            while (pod.isAlive()) {
                wasReady |= pod.isReady();
                TimeUnit.MILLISECONDS.sleep(100);
            }

            assertThat(pod.awaitEnd()).isEqualTo(1);
            assertThat(wasReady).isFalse();
            assertThat(pod.log().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("The pod cannot start: ", "webchat-init", "keyChek");
        }
    }
}
