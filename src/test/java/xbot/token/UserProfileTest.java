package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the route user-profile was made to do, the answer neither waits for it nor fails with it. */
class UserProfileTest {

    private static final String SLOW_AND_FAILING = """
            - route:
                id: user-profile
                routeConfigurationId: webchat-token-errors
                from:
                  uri: direct:user-profile
                  steps:
                    - filter:
                        simple: "${body.get('id')} == 'slow'"
                        steps:
                          - delay:
                              expression: {constant: "60000"}
                              asyncDelayed: "false"
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: the CRM is down
            """;

    private static final FaultPod POD = new FaultPod();

    @TempDir
    private static Path routes;

    @BeforeAll
    static void start() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.writeString(routes.resolve("user-profile.camel.yaml"), SLOW_AND_FAILING);
        POD.partner("p", FaultServer.answering(Answers.good())).start("xbot.routes.directory=" + routes);
    }

    @AfterAll
    static void stop() throws IOException {
        CamelContext camel = POD.pod().bean(CamelContext.class);
        camel.getRegistry()
                .lookupByNameAndType("userProfilePool", ExecutorService.class)
                .shutdownNow();
        POD.close();
    }

    @Test
    void answersThoughTheProfileFails() {
        assertThat(POD.init("p", "an").statusCode()).isEqualTo(200);
    }

    @Test
    void answersThoughProfilesAreNotTakenAndDropsWhatDoesNotFit() {
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 1100)
                .mapToObj(i -> POD.initAsync("p", "slow"))
                .toList();

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(POD.pod().metric("xbot_user_profiles_dropped_total")).isPositive();
    }
}
