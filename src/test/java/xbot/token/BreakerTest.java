package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.http;
import static xbot.token.FaultServer.answering;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An outage of Direct Line is not made worse by us, and ends for us when it ends. */
class BreakerTest {

    private static final int CALLS_UNTIL_OPEN = 10;
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);
    private static final FaultPod POD = new FaultPod();

    private static int user;

    @BeforeAll
    static void start() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger coin = new AtomicInteger();
        POD.partner("opens", answering(http(503, "")))
                .partner("closes", answering(http(503, "")))
                .partner("stays-open", answering(http(503, "")))
                .partner("refuses", answering(http(503, "")))
                .partner("often-fails", eachCall(() -> calls.incrementAndGet() * 9 % 20 < 9))
                .partner("half-fails", eachCall(() -> coin.getAndIncrement() % 2 == 0))
                .partner("well", answering(Answers.good()))
                .start();
    }

    private static FaultServer.Behaviour eachCall(BooleanSupplier fails) {
        return connection -> {
            while (!connection.request().isEmpty()) {
                connection.send(fails.getAsBoolean() ? http(500, "") : Answers.good());
            }
        };
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @Test
    void asksNoMoreWhenDirectLineIsIllAndLetsOtherPartnersBe() {
        openBreaker("opens");

        HttpResponse<String> response = POD.init("opens", nextUser());

        assertThat(POD.asked("opens")).isEqualTo(CALLS_UNTIL_OPEN);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"UPSTREAM_UNAVAILABLE\"");
        assertThat(FaultPod.retryAfter(response)).isEqualTo(5);
        assertThat(POD.init("well", nextUser()).statusCode()).isEqualTo(200);
    }

    @Test
    void servesAgainFiveSecondsAfterDirectLineIsWell() {
        openBreaker("closes");
        become("closes", Answers.good());

        HttpResponse<String> before = POD.init("closes", nextUser());
        POD.clock().move(OPEN_FOR.plusMillis(1));

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(IntStream.range(0, 20))
                .allSatisfy(i ->
                        assertThat(POD.init("closes", nextUser()).statusCode()).isEqualTo(200));
    }

    @Test
    void triesThreeCallsAndStaysAwayAgain() {
        openBreaker("stays-open");
        POD.clock().move(OPEN_FOR.plusMillis(1));

        for (int i = 0; i < 10; i++) {
            POD.init("stays-open", nextUser());
        }

        assertThat(POD.asked("stays-open")).isEqualTo(CALLS_UNTIL_OPEN + 3);
    }

    @Test
    void takesARefusalForASignOfLife() {
        openBreaker("refuses");
        become("refuses", http(403, ""));
        POD.clock().move(OPEN_FOR.plusMillis(1));

        for (int i = 0; i < 20; i++) {
            assertThat(POD.init("refuses", nextUser()).statusCode()).isEqualTo(502);
        }

        assertThat(POD.asked("refuses")).isEqualTo(CALLS_UNTIL_OPEN + 20);
    }

    @Test
    void repeatsAtMostAFifthOfTheCalls() {
        for (int i = 0; i < 200; i++) {
            POD.init("often-fails", nextUser());
            POD.init("half-fails", nextUser());
        }

        assertThat(POD.asked("often-fails")).isBetween(201, 240);
        assertThat(POD.asked("half-fails")).isLessThanOrEqualTo(240);
    }

    private static void openBreaker(String partner) {
        while (POD.asked(partner) < CALLS_UNTIL_OPEN) {
            assertThat(POD.init(partner, nextUser()).statusCode()).isEqualTo(503);
        }
    }

    private static void become(String partner, String answer) {
        POD.directLine(partner).become(answering(answer));
        POD.directLine(partner).hangUp();
    }

    private static String nextUser() {
        return "user" + ++user;
    }
}
