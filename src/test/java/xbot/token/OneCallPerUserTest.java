package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import xbot.contract.ExchangeProperties;

class OneCallPerUserTest {

    private record Run(Exchange exchange, AsyncCallback callback) {
        void end(String token) {
            exchange.getMessage().setBody(token);
            exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, "generated");
            callback.done(false);
        }
    }

    /** Steps that end when the test says so. */
    private static final class Steps extends AsyncProcessorSupport {

        private final ConcurrentLinkedQueue<Run> runs = new ConcurrentLinkedQueue<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            runs.add(new Run(exchange, callback));
            return false;
        }
    }

    private final CamelContext camel = new DefaultCamelContext();
    private final Steps steps = new Steps();
    private final OneCallPerUser policy = new OneCallPerUser();
    private final AsyncProcessor gate = (AsyncProcessor) policy.wrap(null, steps);

    @Test
    void sharesWhatIsAskedForUnderAKeyOfARouteOfYourOwn() {
        AsyncProcessor own = (AsyncProcessor) new OneCallPerUser("callKey", "set it").wrap(null, steps);
        Exchange first = new DefaultExchange(camel);
        Exchange second = new DefaultExchange(camel);
        Exchange without = new DefaultExchange(camel);
        first.setProperty("callKey", "weather/hanoi");
        second.setProperty("callKey", "weather/hanoi");

        own.process(first, done -> {});
        own.process(second, done -> {});
        own.process(without, done -> {});
        assertThat(steps.runs).hasSize(1);
        steps.runs.remove().end("sunny");

        assertThat(second.getMessage().getBody()).isEqualTo("sunny");
        assertThat(without.getException()).hasMessage("no callKey: set it");
    }

    @Test
    void sharesTheTokenEvenWhenTheFirstRequestGoesOnAtOnce() {
        Exchange first = request("an", false);
        Exchange second = request("an", false);
        gate.process(first, done -> {
            first.getMessage().setBody("an envelope");
            first.setProperty(ExchangeProperties.TOKEN_SOURCE, "changed");
            first.setException(new IllegalStateException("later"));
        });
        gate.process(second, done -> {});

        steps.runs.remove().end("t1");

        assertThat(second.getMessage().getBody()).isEqualTo("t1");
        assertThat(second.getProperty(ExchangeProperties.TOKEN_SOURCE)).isEqualTo("shared");
        assertThat(second.getException()).isNull();
    }

    @Test
    void sharesAFailureAndForgetsIt() {
        Exchange first = request("an", false);
        Exchange second = request("an", false);
        gate.process(first, done -> {});
        gate.process(second, done -> {});
        Exception failure = new IllegalStateException();
        first.setException(failure);

        steps.runs.remove().callback.done(false);
        gate.process(request("an", false), done -> {});

        assertThat(second.getException()).isSameAs(failure);
        assertThat(steps.runs).hasSize(1);
    }

    @Test
    void doesNotWaitForARequestThatWasGivenUp() {
        Exchange held = request("an", false);
        Exchange next = request("an", false);
        Exchange last = request("an", false);
        gate.process(held, done -> {});
        Run heldRun = steps.runs.remove();
        held.setRouteStop(true);

        gate.process(next, done -> {});
        heldRun.end("late");
        gate.process(last, done -> {});
        steps.runs.remove().end("t1");

        assertThat(next.getMessage().getBody()).isEqualTo("t1");
        assertThat(last.getMessage().getBody()).isEqualTo("t1");
        assertThat(steps.runs).isEmpty();
    }

    @Test
    void keepsUsersApart() {
        gate.process(request("an", false), done -> {});
        gate.process(request("binh", false), done -> {});

        assertThat(steps.runs).hasSize(2);
    }

    @Test
    void runsAgainForThoseWhoWantANewConversation() {
        Exchange plain = request("an", false);
        Exchange one = request("an", true);
        Exchange two = request("an", true);
        Exchange late = request("an", false);
        for (Exchange exchange : List.of(plain, one, two, late)) {
            gate.process(exchange, done -> {});
        }

        steps.runs.remove().end("old");
        assertThat(steps.runs).singleElement().extracting(Run::exchange).isIn(one, two);
        steps.runs.remove().end("new");

        assertThat(plain.getMessage().getBody()).isEqualTo("old");
        assertThat(late.getMessage().getBody()).isEqualTo("old");
        assertThat(List.of(one, two))
                .allSatisfy(user -> assertThat(user.getMessage().getBody()).isEqualTo("new"));
        assertThat(steps.runs).isEmpty();
    }

    @Test
    void refusesAnExchangeWithoutAKey() {
        Exchange exchange = new DefaultExchange(camel);
        AtomicInteger done = new AtomicInteger();

        gate.process(exchange, sync -> done.incrementAndGet());

        assertThat(done).hasValue(1);
        assertThat(exchange.getException()).hasMessageContaining("validate-init-request");
    }

    @Test
    void endsEachOfManyConcurrentRequestsOnceAndNeverRunsAUserTwiceAtATime() throws InterruptedException {
        int requests = 20_000;
        CountDownLatch ended = new CountDownLatch(requests);
        List<AtomicInteger> ends = new ArrayList<>();
        AtomicInteger[] running = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        AtomicInteger overlaps = new AtomicInteger();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Processor counted = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                String user = exchange.getProperty(ExchangeProperties.TOKEN_KEY, String.class);
                AtomicInteger mine = running[Integer.parseInt(user)];
                overlaps.addAndGet(mine.getAndIncrement());
                threads.execute(() -> {
                    exchange.getMessage().setBody("token of " + user);
                    mine.decrementAndGet();
                    callback.done(false);
                });
                return false;
            }
        };
        AsyncProcessor busy = (AsyncProcessor) policy.wrap(null, counted);
        Random random = new Random(42);

        for (int i = 0; i < requests; i++) {
            String user = String.valueOf(random.nextInt(running.length));
            Exchange exchange = request(user, random.nextInt(10) == 0);
            AtomicInteger times = new AtomicInteger();
            ends.add(times);
            threads.execute(() -> busy.process(exchange, done -> {
                if (!("token of " + user).equals(exchange.getMessage().getBody())) {
                    wrong.add(user);
                }
                times.incrementAndGet();
                ended.countDown();
            }));
        }

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).allSatisfy(times -> assertThat(times).hasValue(1));
        assertThat(overlaps).hasValue(0);
        assertThat(wrong).isEmpty();
    }

    private Exchange request(String user, boolean newConversation) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(ExchangeProperties.TOKEN_KEY, user);
        exchange.setProperty(ExchangeProperties.NEW_CONVERSATION, newConversation);
        return exchange;
    }
}
