package xbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static xbot.simulator.SimulatorClient.SECRET;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.tools.cases.MovableClock;

class FaultTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final DirectLineSimulator simulator =
            DirectLineSimulator.start(Settings.of(SECRET, "a4b-bot").withClock(clock));
    private final SimulatorClient client = new SimulatorClient(simulator.baseUri());

    @AfterEach
    void close() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "down, 503",
        "throttled, 429",
        "wrong-secret, 403",
        "token-expired, 403",
        "not-json, 200",
        "request-timeout, 408"
    })
    void hasAFaultUntilToldOtherwise(String name, int status) throws Exception {
        simulator.fault(Fault.named(name));
        var faulty = client.post("/tokens/generate", SECRET, "");
        simulator.fault(Fault.NONE);
        var sound = client.post("/tokens/generate", SECRET, "");

        assertThat(faulty.statusCode()).isEqualTo(status);
        assertThat(faulty.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 429);
        assertThat(faulty.body()).doesNotContain("conversationId");
        assertThat(sound.statusCode()).isEqualTo(200);
        assertThat(simulator.generated()).isEqualTo(1);
    }

    @Test
    void hasAFaultOfOneCallOnly() throws Exception {
        simulator.faultOnRefresh(Fault.DOWN);

        var token = client.generate("").getString("token");

        assertThat(client.post("/tokens/refresh", token, "").statusCode()).isEqualTo(503);
        assertThat(simulator.refreshed()).isZero();
    }

    @Test
    void endsTheConnectionWithoutAnAnswer() {
        simulator.fault(Fault.RESET);

        assertThatThrownBy(() -> client.post("/tokens/generate", SECRET, "")).isInstanceOf(IOException.class);
    }

    @Test
    void answersLateWhenSlow() throws Exception {
        simulator.fault(Fault.slow(Duration.ofMillis(150)));
        var start = System.nanoTime();

        var response = client.post("/tokens/generate", SECRET, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void takesAFaultByHand() throws Exception {
        var down = client.send(client.to("/simulator/fault/down").PUT(BodyPublishers.noBody()));
        var nonsense = client.send(client.to("/simulator/fault/nonsense").PUT(BodyPublishers.noBody()));

        assertThat(down.statusCode()).isEqualTo(204);
        assertThat(nonsense.statusCode()).isEqualTo(404);
        assertThat(client.post("/tokens/generate", SECRET, "").statusCode()).isEqualTo(503);
    }
}
