package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.front.Requests.BODY;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.LENGTH;
import static xbot.front.Requests.chunked;
import static xbot.front.Requests.post;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Bodies that are asked for, and bodies that are too large to be read. */
class RequestBodyTest {

    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        directLine = DirectLineSimulator.start(Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot")));
        pod = Pod.start(directLine.baseUri(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    private static RawConnection connect() {
        return new RawConnection(pod.port());
    }

    @Test
    void sendsOneInterimAnswerToACallerThatWaitsForIt() {
        try (RawConnection caller = connect()) {
            caller.send(post(LENGTH + "Expect: 100-continue\r\n", ""));

            assertThat(caller.readAny().status()).isEqualTo(100);
            assertThat(caller.send(BODY).readAny().status()).isEqualTo(200);
            assertThat(caller.send(GOOD).readAny().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 65537\r\nExpect: 100-continue\r\n",
                "Content-Length: 0\r\nExpect: 100-continue\r\n",
                "Expect: 100-continue\r\n"
            })
    void asksForNoBodyThatItWouldRefuseOrThatIsNotThere(String headers) {
        try (RawConnection caller = connect()) {
            assertThat(caller.send(post(headers, "")).readAny().status()).isIn(413, 400);
        }
    }

    @ParameterizedTest
    @CsvSource({"gateway, 413", "no, 401"})
    void answersBeforeTheRestOfTenMegabytesIsSent(String key, int status) {
        String head = chunked("").replace("test-gateway", "test-" + key);
        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        for (int i = 0; i < 5; i++) {
            try (RawConnection caller = connect()) {
                caller.send(head);
                int sent = 0;
                while (!caller.hasAnswer() && sent < 10 << 20) {
                    caller.send(chunk);
                    sent += 0x4000;
                }

                assertThat(caller.read().status()).isEqualTo(status);
                assertThat(sent).isLessThan(10 << 20);
            }
        }
    }

    @Test
    void answersAsSoonAsABodyIsTooLarge() {
        try (RawConnection caller = connect()) {
            caller.send(chunked("fff\r\n" + " ".repeat(0xfff) + "\r\n"));
            for (int sent = 0; sent < 16; sent++) {
                caller.send("1000\r\n" + " ".repeat(0x1000) + "\r\n");
            }

            assertThat(caller.read().status()).isEqualTo(413);
            assertThat(caller.isClosed()).isTrue();
        }
    }
}
