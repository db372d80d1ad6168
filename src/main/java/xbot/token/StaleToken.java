package xbot.token;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;

/** Answers the stale token where it could not be refreshed, or the failure where it died meanwhile. */
final class StaleToken implements Processor {

    private final Clock clock;

    StaleToken(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Token stale = exchange.getProperty(ExchangeProperties.CACHED_TOKEN, Token.class);
        if (!stale.isAlive(clock.instant())) {
            throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        exchange.getMessage().setBody(stale);
        exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, "stale");
    }
}
