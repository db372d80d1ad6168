package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import xbot.contract.ExchangeProperties;
import xbot.tools.cases.MovableClock;

/** Of a pod that shares nothing. */
class TokenKeeperTest {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    private static final Token OURS = token("ours");

    private final MovableClock clock = new MovableClock(NOW);
    private final Cache<Object, Object> cache = Caching.getCachingProvider("org.ehcache.jsr107.EhcacheCachingProvider")
            .getCacheManager()
            .createCache("kept", new MutableConfiguration<>());
    private final TokenKeeper keeper = new TokenKeeper(cache, Optional.empty(), clock);
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    TokenKeeperTest() {
        exchange.setProperty(ExchangeProperties.TOKEN_KEY, "a4b/an");
        exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, "generated");
        exchange.getMessage().setBody(OURS);
    }

    @AfterEach
    void close() {
        Caching.getCachingProvider("org.ehcache.jsr107.EhcacheCachingProvider")
                .getCacheManager()
                .destroyCache("kept");
    }

    @Test
    void keepsTheToken() {
        assertKept();
    }

    @Test
    void answersTheTokenThatWasFirst() {
        cache.put("a4b/an", token("first"));

        assertThat(keeper.keep(exchange)).isCompleted();

        assertThat(exchange.getMessage().getBody()).isEqualTo(token("first"));
        assertThat(cache.get("a4b/an")).isEqualTo(token("first"));
        assertThat(exchange.getProperty(ExchangeProperties.TOKEN_SOURCE)).isEqualTo("shared");
    }

    @Test
    void replacesATokenThatHasExpired() {
        cache.put("a4b/an", token("first"));
        clock.move(Duration.ofHours(1));

        assertKept();
    }

    @Test
    void replacesTheTokenWhereANewConversationIsAskedFor() {
        cache.put("a4b/an", token("before"));
        exchange.setProperty(ExchangeProperties.NEW_CONVERSATION, true);

        assertKept();
    }

    @Test
    void replacesTheTokenThatWasRefreshed() {
        cache.put("a4b/an", token("before"));
        exchange.setProperty(ExchangeProperties.CACHED_TOKEN, token("before"));

        assertKept();
    }

    @Test
    void replacesWhatIsNoToken() {
        cache.put("a4b/an", "garbage");

        assertKept();
    }

    @Test
    void fetchesNothing() {
        assertThat(keeper.fetch(exchange)).isCompleted();

        assertThat(cache.iterator().hasNext()).isFalse();
        assertThat(exchange.getMessage().getBody()).isSameAs(OURS);
    }

    private void assertKept() {
        assertThat(keeper.keep(exchange)).isCompleted();

        assertThat(exchange.getMessage().getBody()).isSameAs(OURS);
        assertThat(cache.get("a4b/an")).isEqualTo(OURS);
        assertThat(exchange.getProperty(ExchangeProperties.TOKEN_SOURCE)).isEqualTo("generated");
    }

    private static Token token(String value) {
        return new Token(value, value, NOW.plusSeconds(3600), Duration.ofHours(1));
    }
}
