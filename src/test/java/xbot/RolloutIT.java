package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** A rollout as a cluster does it, with HAProxy where the gateway and the endpoints would be. */
class RolloutIT {

    private static final int CALLERS = 8;

    private final int front = PodProcess.freePort();

    @TempDir
    Path directory;

    @Test
    void replacesPodAfterPodAndLosesNoRequest() throws Exception {
        Programs.require("haproxy");
        Path newRoutes = PodProcess.copyRoutes(directory.resolve("routes"));
        Path changed = newRoutes.resolve("webchat-init.camel.yaml");
        Files.writeString(changed, "# another content\n" + Files.readString(changed));
        List<PodProcess> pods = new ArrayList<>();
        try (DirectLineSimulator directLine =
                DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")))) {
            List.of(Path.of("routes"), Path.of("routes"), newRoutes, newRoutes)
                    .forEach(routes -> pods.add(new PodProcess(directory, routes, directLine.baseUri())));
            pods.get(0).start();
            pods.get(1).start();
            pods.get(0).awaitReady();
            String oldSet = pods.get(1).awaitReady().management("/actuator/routeset");
            Process loadBalancer = loadBalancer(pods);
            Load load = new Load(URI.create("http://127.0.0.1:" + front + Pod.PATH), CALLERS, 5).awaitMore(200);

            for (int n = 0; n < 2; n++) {
                PodProcess next = pods.get(n + 2);
                next.start();
                next.awaitReady();
                load.awaitMore(200);
                pods.get(n).terminate();
                assertThat(pods.get(n).awaitEnd()).isZero();
                load.awaitMore(200);
            }

            assertThat(load.stop()).isEmpty();
            assertThat(pods.get(3).management("/actuator/routeset"))
                    .startsWith("200 {\"hash\":")
                    .isNotEqualTo(oldSet);
            System.out.println(load.answered() + " requests were answered during the rollout, none was lost");
            loadBalancer.destroyForcibly();
        } finally {
            pods.forEach(PodProcess::close);
        }
    }

    /** As a cluster's: sends to who is ready, tries a request once. */
    private Process loadBalancer(List<PodProcess> pods) throws IOException, InterruptedException {
        StringBuilder config = new StringBuilder("""
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  timeout check 5s
                  retries 0
                frontend gateway
                  bind 127.0.0.1:%d
                  default_backend pods
                backend pods
                  option httpchk GET /actuator/health/readiness
                  http-check expect status 200
                """.formatted(front));
        for (PodProcess pod : pods) {
            config.append("  server pod%1$d 127.0.0.1:%1$d check port %2$d inter 200ms fall 2 rise 1\n"
                    .formatted(pod.port(), pod.managementPort()));
        }
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), config);
        Process process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        while (!listens(front)) {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(directory.resolve("haproxy.log")));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        // its first checks
        TimeUnit.SECONDS.sleep(1);
        return process;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
