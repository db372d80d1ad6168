package xbot.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xbot.Pod;
import xbot.contract.ExchangeProperties;
import xbot.shared.EncryptionKeyFile;
import xbot.shared.Redis;
import xbot.shared.RedisServer;

/** What two pods remember of events, over a real Redis. */
class SeenEventsTest {

    private static RedisServer server;
    private static Pod pod;

    private SeenEvents first;
    private SeenEvents second;

    @BeforeAll
    static void start() {
        server = RedisServer.started();
        pod = Pod.start(
                URI.create("https://directline.invalid"),
                Clock.systemUTC(),
                "xbot.cache.timeout=1s",
                "xbot.cache.redis.address=" + server.address(),
                "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key"));
    }

    @AfterAll
    static void stop() {
        pod.close();
        server.close();
    }

    @BeforeEach
    void twoPods() {
        first = new SeenEvents(cache("first"), pod.bean(Redis.class));
        second = new SeenEvents(cache("second"), pod.bean(Redis.class));
    }

    @AfterEach
    void forget() {
        Set.of("first", "second")
                .forEach(name -> Caching.getCachingProvider().getCacheManager().destroyCache(name));
    }

    @Test
    void oneKnowsWhatTheOtherTook() {
        assertThat(first.add("a4b/e-1")).isTrue();
        assertThat(first.confirm("a4b/e-1")).isTrue();

        assertThat(second.contains("a4b/e-1")).isTrue();
        assertThat(second.add("a4b/e-1")).isFalse();
        assertThat(second.contains("a4b/e-2")).isFalse();
    }

    @Test
    void partnersAndRoutesAreApart() {
        assertThat(first.add(exchange("a4b", "push"), "e-4")).isTrue();

        assertThat(first.add(exchange("a4b", "push"), "e-4")).isFalse();
        assertThat(first.add(exchange("shop", "push"), "e-4")).isTrue();
        assertThat(first.add(exchange("a4b", "other"), "e-4")).isTrue();
        assertThat(first.remove(exchange("a4b", "push"), "e-4")).isTrue();
        assertThat(first.contains(exchange("a4b", "push"), "e-4")).isFalse();
        assertThat(first.contains(exchange("shop", "push"), "e-4")).isTrue();
    }

    private static Exchange exchange(String partner, String route) {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(ExchangeProperties.PARTNER_ID, partner);
        exchange.getExchangeExtension().setFromRouteId(route);
        return exchange;
    }

    @Test
    void oneForgetsForBoth() {
        first.add("a4b/e-3");

        assertThat(second.remove("a4b/e-3")).isTrue();
        assertThat(second.contains("a4b/e-3")).isFalse();
    }

    @Test
    void redisHoldsHashesForADay() {
        first.add("a4b/nguyenvana");

        String key = server.cli("keys", "xbot-event-v1/*");
        assertThat(key).doesNotContain("nguyenvana");
        assertThat(Long.parseLong(
                        server.cli("ttl", key.lines().findFirst().orElseThrow().strip())
                                .strip()))
                .isBetween(86_000L, 86_400L);
    }

    @Test
    void eachKnowsItsOwnWithoutRedis() {
        SeenEvents alone = new SeenEvents(cache("alone"), null);

        assertThat(alone.add("e")).isTrue();
        assertThat(alone.add("e")).isFalse();
        assertThat(alone.contains("e")).isTrue();
        assertThat(alone.remove("e")).isTrue();
        assertThat(alone.contains("e")).isFalse();
        Caching.getCachingProvider().getCacheManager().destroyCache("alone");
    }

    private static Cache<Object, Object> cache(String name) {
        return Caching.getCachingProvider()
                .getCacheManager()
                .createCache(name, new MutableConfiguration<Object, Object>());
    }
}
