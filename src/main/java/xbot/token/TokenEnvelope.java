package xbot.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.EnvelopeWriter;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;

/** Writes the token in the message body into the envelope, with the seconds it has left at this moment. */
final class TokenEnvelope implements Processor {

    private final Meter.MeterProvider<Counter> answered;
    private final Clock clock;

    TokenEnvelope(MeterRegistry meters, Clock clock) {
        answered = Counter.builder("xbot.tokens").description("Tokens answered").withRegistry(meters);
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Token token = exchange.getMessage().getBody(Token.class);
        String userId = exchange.getProperty(ExchangeProperties.USER_ID, String.class);
        exchange.getMessage()
                .setBody(EnvelopeWriter.success(
                        token.conversationId(), userId, token.value(), token.secondsLeft(clock.instant())));
        Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
        String source = exchange.getProperty(ExchangeProperties.TOKEN_SOURCE, "cached", String.class);
        answered.withTags("partner", partner.id(), "source", source).increment();
    }
}
