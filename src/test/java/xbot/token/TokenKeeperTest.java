package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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

class TokenKeeperTest {

    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    private static final Token OURS = token("ours");
    private static final Token THEIRS = token("theirs");

    private final MovableClock clock = new MovableClock(NOW);
    private final Cache<Object, Object> cache = Caching.getCachingProvider("org.ehcache.jsr107.EhcacheCachingProvider")
            .getCacheManager()
            .createCache("kept", new MutableConfiguration<>());
    private final TokenKeeper keeper = new TokenKeeper(cache, clock);
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
    void keepsTheFirstToken() {
        keep(OURS, OURS, "generated");
    }

    @Test
    void answersTheTokenOfThePodThatWroteFirst() {
        cache.put("a4b/an", THEIRS);

        keep(THEIRS, THEIRS, "shared");
    }

    @Test
    void replacesAFirstEntryThatIsNoToken() {
        cache.put("a4b/an", "garbage");

        keep(OURS, OURS, "generated");
    }

    @Test
    void replacesATokenThatHasExpired() {
        cache.put("a4b/an", THEIRS);
        exchange.getMessage().setBody(new Token("ours", "ours", NOW.plusSeconds(7200), Duration.ofHours(1)));
        clock.move(Duration.ofHours(1));

        keep(exchange.getMessage().getBody(Token.class), exchange.getMessage().getBody(Token.class), "generated");
    }

    @Test
    void replacesTheTokenWhereANewConversationIsAskedFor() {
        cache.put("a4b/an", THEIRS);
        exchange.setProperty(ExchangeProperties.NEW_CONVERSATION, true);

        keep(OURS, OURS, "generated");
    }

    @Test
    void replacesTheTokenThatWasRefreshed() {
        cache.put("a4b/an", THEIRS);
        exchange.setProperty(ExchangeProperties.CACHED_TOKEN, THEIRS);

        keep(OURS, OURS, "generated");
    }

    private void keep(Token answered, Token kept, String source) {
        keeper.process(exchange, done -> {});

        assertThat(exchange.getMessage().getBody()).isEqualTo(answered);
        assertThat(cache.get("a4b/an")).isEqualTo(kept);
        assertThat(exchange.getProperty(ExchangeProperties.TOKEN_SOURCE)).isEqualTo(source);
    }

    private static Token token(String value) {
        return new Token(value, value, NOW.plusSeconds(3600), Duration.ofHours(1));
    }
}
