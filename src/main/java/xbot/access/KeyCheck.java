package xbot.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.Code;
import xbot.contract.ExchangeProperties;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;
import xbot.partners.Partner;
import xbot.partners.Partners;

/**
 * Finds the partner that both keys of a request belong to, and takes the keys off the message.
 */
record KeyCheck(Supplier<Partners> partners, Clock clock) implements Processor {

    static final String GATEWAY_KEY_HEADER = "x-api-key";
    static final String PARTNER_KEY_HEADER = "xp-api-key";
    static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", "ApiKey");

    @Override
    public void process(Exchange exchange) throws Refusal {
        Message message = exchange.getMessage();
        Object gatewayKey = message.removeHeader(GATEWAY_KEY_HEADER);
        Object partnerKey = message.removeHeader(PARTNER_KEY_HEADER);
        Instant now = clock.instant();

        Partners onFile = partners.get();
        String gateway = single(GATEWAY_KEY_HEADER, gatewayKey);
        String partner = single(PARTNER_KEY_HEADER, partnerKey);
        Partners.Match match = onFile.find(gateway, partner, now).orElse(null);
        if (match == null) {
            exchange.setProperty(ExchangeProperties.REASON, onFile.fault(gateway, partner, now));
            throw Refusal.of(Code.INVALID_KEY, CHALLENGE);
        }
        match.markUsed(now);
        exchange.setProperty(ExchangeProperties.PARTNER, match.partner());
        exchange.setProperty(ExchangeProperties.PARTNER_ID, match.partner().id());
        exchange.setProperty(
                ExchangeProperties.GATEWAY_KEY_ID, match.gatewayKey().id());
        exchange.setProperty(
                ExchangeProperties.PARTNER_KEY_ID, match.partnerKey().id());
    }

    static Partner partnerOf(Exchange exchange) {
        Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
        if (partner == null) {
            throw new IllegalStateException("the partner is not known yet: put the step check-keys before this one");
        }
        return partner;
    }

    static String single(String header, Object value) throws InvalidRequest {
        if (value instanceof Collection) {
            throw new InvalidRequest(header + " is given more than once");
        }
        return value instanceof String text ? text : null;
    }
}
