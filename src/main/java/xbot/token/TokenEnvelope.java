package xbot.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.EnvelopeWriter;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;

/** Writes the token in the message body into the envelope, with the seconds it has left at this moment. */
final class TokenEnvelope implements Processor {

    private record Label(String partner, String source) {}

    private final Map<Label, Counter> counters = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    TokenEnvelope(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Token token = exchange.getMessage().getBody(Token.class);
        String userId = exchange.getProperty(ExchangeProperties.USER_ID, String.class);
        exchange.getMessage()
                .setBody(EnvelopeWriter.success(
                        token.conversationId(), userId, token.value(), token.secondsLeft(clock.instant())));
        String partner =
                exchange.getProperty(ExchangeProperties.PARTNER, Partner.class).id();
        String source = exchange.getProperty(ExchangeProperties.TOKEN_SOURCE, "cached", String.class);
        counters.computeIfAbsent(new Label(partner, source), this::counter).increment();
    }

    private Counter counter(Label label) {
        return Counter.builder("xbot.tokens")
                .description("Tokens answered")
                .tag("partner", label.partner)
                .tag("source", label.source)
                .register(meters);
    }
}
