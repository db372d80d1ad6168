package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is wrong with a connection is not wrong with Direct Line. */
class SickConnectionsTest {

    private static final String TIMED_OUT = http(408, "", "Connection: close");
    private static final FaultPod POD = new FaultPod();

    @BeforeAll
    static void start() {
        POD.partner("ill-after-one", eachConnection(Answers.good(), http(503, "")))
                .partner("rubbish-after-one", eachConnection(Answers.good(), http(200, "<html>")))
                .partner("times-out-once", firstConnection(TIMED_OUT))
                .partner("refresh-times-out-once", FaultServer.answering(Answers.good()))
                .partner("times-out", FaultServer.answering(TIMED_OUT))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    private static FaultServer.Behaviour eachConnection(String first, String later) {
        return connection -> {
            String answer = first;
            while (!connection.request().isEmpty()) {
                connection.send(answer);
                answer = later;
            }
        };
    }

    /** The first of them is answered so and ends, the others are well. */
    private static FaultServer.Behaviour firstConnection(String answer) {
        AtomicBoolean met = new AtomicBoolean();
        return connection -> {
            boolean isFirst = !met.getAndSet(true);
            while (!connection.request().isEmpty()) {
                connection.send(isFirst ? answer : Answers.good());
                if (isFirst) {
                    connection.end();
                    return;
                }
            }
        };
    }

    @Test
    void servesEachUserWhileEachConnectionServesButOnce() {
        assertThat(IntStream.range(0, 30))
                .allSatisfy(user -> assertThat(
                                POD.init("ill-after-one", "user" + user).statusCode())
                        .isEqualTo(200));
    }

    @Test
    void leavesAConnectionThatBroughtRubbish() {
        for (int user = 0; user < 20; user++) {
            POD.init("rubbish-after-one", "user" + user);
        }

        assertThat(POD.calls("rubbish-after-one", "generate", "ok")).isEqualTo(10);
        assertThat(POD.calls("rubbish-after-one", "generate", "invalid")).isEqualTo(10);
    }

    @Test
    void generatesOverANewConnectionWhereOneTimedOut() {
        assertThat(POD.init("times-out-once", "an").statusCode()).isEqualTo(200);
        assertThat(POD.calls("times-out-once", "generate", "connection")).isEqualTo(1);
        assertThat(POD.calls("times-out-once", "generate", "ok")).isEqualTo(1);
    }

    @Test
    void refreshesOverANewConnectionWhereOneTimedOut() {
        String before = conversation("refresh-times-out-once", "binh");
        POD.directLine("refresh-times-out-once").become(firstConnection(TIMED_OUT));
        POD.directLine("refresh-times-out-once").hangUp();
        POD.clock().move(Duration.ofMinutes(45));

        assertThat(conversation("refresh-times-out-once", "binh")).isEqualTo(before);

        assertThat(POD.calls("refresh-times-out-once", "refresh", "connection")).isEqualTo(1);
        assertThat(POD.calls("refresh-times-out-once", "refresh", "ok")).isEqualTo(1);
    }

    @Test
    void keepsTheConversationWhileEachRefreshTimesOut() {
        POD.directLine("times-out").become(FaultServer.answering(Answers.good()));
        String before = conversation("times-out", "chi");
        POD.directLine("times-out").become(FaultServer.answering(TIMED_OUT));
        POD.directLine("times-out").hangUp();
        POD.clock().move(Duration.ofMinutes(45));

        assertThat(conversation("times-out", "chi")).isEqualTo(before);

        assertThat(POD.tokens("times-out", "stale")).isEqualTo(1);
        assertThat(POD.init("times-out", "dung").statusCode()).isEqualTo(503);
        assertThat(POD.calls("times-out", "generate", "refused")).isZero();
    }

    private static String conversation(String partner, String user) {
        return FaultPod.data(POD.init(partner, user)).path("conversationId").textValue();
    }
}
