package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.token.Answers.error;
import static xbot.token.Answers.http;
import static xbot.token.Answers.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import xbot.Pod;

/** One user costs one call, however many requests wait for it; those who need no call wait for nobody. */
class SharedCallsTest {

    /** Answers when it is told to. */
    private static final class Gate {

        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicInteger generated = new AtomicInteger();

        FaultServer.Behaviour thenTokens() {
            return connection -> {
                while (!connection.request().isEmpty()) {
                    opened.await();
                    int n = generated.incrementAndGet();
                    connection.send(http(200, token("c" + n, "t" + n, 3600)));
                }
            };
        }

        FaultServer.Behaviour then(String answer) {
            return connection -> {
                while (!connection.request().isEmpty()) {
                    opened.await();
                    connection.send(answer);
                }
            };
        }

        void open() {
            opened.countDown();
        }
    }

    private static final Gate CROWD = new Gate();
    private static final Gate REFUSAL = new Gate();
    private static final Gate PLAIN = new Gate();
    private static final Gate RACE = new Gate();
    private static final Gate SLOW = new Gate();
    private static final FaultPod POD = new FaultPod();

    @BeforeAll
    static void start() {
        POD.partner("crowd", CROWD.thenTokens())
                .partner("refused", REFUSAL.then(http(403, error("BadArgument"))))
                .partner("plain", PLAIN.thenTokens())
                .partner("race", RACE.thenTokens())
                .partner("slow", SLOW.thenTokens())
                .partner("well", FaultServer.answering(Answers.good()))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        POD.close();
    }

    @Test
    void makesOneCallForAThousandFirstCallsOfOneUser() {
        List<CompletableFuture<HttpResponse<String>>> running = calls(1000, i -> POD.initAsync("crowd", "an"));
        awaitInFlight(1000);
        CROWD.open();

        assertThat(running)
                .allSatisfy(call -> assertThat(
                                FaultPod.data(call.join()).path("token").textValue())
                        .isEqualTo("t1"));
        assertThat(POD.asked("crowd")).isEqualTo(1);
        assertThat(POD.tokens("crowd", "generated")).isEqualTo(1);
        assertThat(POD.tokens("crowd", "shared") + POD.tokens("crowd", "cached"))
                .isEqualTo(999);
    }

    @Test
    void sharesAFailureWithThoseWhoWaitedAndWithNobodyElse() {
        List<CompletableFuture<HttpResponse<String>>> running = calls(50, i -> POD.initAsync("refused", "an"));
        awaitInFlight(50);
        REFUSAL.open();

        assertThat(running).allSatisfy(call -> {
            assertThat(call.join().statusCode()).isEqualTo(502);
            assertThat(call.join().body()).contains("\"UPSTREAM_ERROR\"");
        });
        assertThat(POD.asked("refused")).isEqualTo(1);
        POD.init("refused", "an");
        assertThat(POD.asked("refused")).isEqualTo(2);
    }

    @Test
    void givesANewConversationToThoseWhoAskForOneWhileAnotherIsOnItsWay() {
        CompletableFuture<HttpResponse<String>> plain = POD.initAsync("plain", "an");
        Eventually.holds(() -> POD.asked("plain") == 1);
        CompletableFuture<HttpResponse<String>> one = POD.newConversation("plain", "an");
        CompletableFuture<HttpResponse<String>> two = POD.newConversation("plain", "an");
        awaitInFlight(3);
        PLAIN.open();

        assertThat(conversation(plain)).isEqualTo("c1");
        assertThat(conversation(one)).isEqualTo("c2");
        assertThat(conversation(two)).isEqualTo("c2");
        assertThat(conversation(POD.initAsync("plain", "an"))).isEqualTo("c2");
        assertThat(POD.asked("plain")).isEqualTo(2);
    }

    @Test
    void answersTheTokenOfAnotherPodThatWasFaster() throws Exception {
        CompletableFuture<HttpResponse<String>> mine = POD.initAsync("race", "an");
        Eventually.holds(() -> POD.asked("race") == 1);
        Duration hour = Duration.ofHours(1);
        cache().put(
                        "race/XCHATBOT.RACE.WEBCHAT.an",
                        new Token("winner", "w1", POD.clock().instant().plus(hour), hour));
        RACE.open();

        JsonNode answered = FaultPod.data(mine.join());

        assertThat(answered.path("conversationId").textValue()).isEqualTo("winner");
        assertThat(answered.path("token").textValue()).isEqualTo("w1");
        assertThat(FaultPod.data(POD.init("race", "an"))).isEqualTo(answered);
        assertThat(POD.tokens("race", "shared")).isEqualTo(1);
    }

    @Test
    void answersFromTheCacheWhileTwoHundredCallsWait() {
        POD.init("well", "an");
        List<CompletableFuture<HttpResponse<String>>> slow = calls(200, i -> POD.initAsync("slow", "user" + i));
        Eventually.holds(() -> POD.asked("slow") == 200);

        List<CompletableFuture<HttpResponse<String>>> cached = calls(100, i -> POD.initAsync("well", "an"));

        assertThat(cached)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        SLOW.open();
        assertThat(slow).allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        assertThat(POD.asked("well")).isEqualTo(1);
    }

    private static List<CompletableFuture<HttpResponse<String>>> calls(
            int count, IntFunction<CompletableFuture<HttpResponse<String>>> call) {
        return IntStream.range(0, count).mapToObj(call).toList();
    }

    private static String conversation(CompletableFuture<HttpResponse<String>> call) {
        return FaultPod.data(call.join()).path("conversationId").textValue();
    }

    private static void awaitInFlight(int requests) {
        CamelContext camel = POD.pod().bean(CamelContext.class);
        Eventually.holds(() -> camel.getInflightRepository().size("webchat-token") == requests);
    }

    private static Cache<String, Token> cache() throws Exception {
        Pod pod = POD.pod();
        return pod.bean(TokenCaches.class)
                .<String, Token>createManager(new JCacheConfiguration("tokens"))
                .getCache();
    }
}
