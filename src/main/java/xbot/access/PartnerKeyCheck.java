package xbot.access;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.Code;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;
import xbot.partners.Partners;

/** For callers that have one key only: finds the partner of {@code xp-api-key}, and takes the key off the message. */
record PartnerKeyCheck(Supplier<Partners> partners, Clock clock) implements Processor {

    @Override
    public void process(Exchange exchange) throws Refusal {
        String header = KeyCheck.PARTNER_KEY_HEADER;
        String given = KeyCheck.single(header, exchange.getMessage().removeHeader(header));
        Instant now = clock.instant();
        Partners onFile = partners.get();
        Partners.KeyOnFile key = onFile.findPartnerKey(given, now).orElse(null);
        if (key == null) {
            exchange.setProperty(ExchangeProperties.REASON, onFile.partnerKeyFault(given, now));
            throw Refusal.of(Code.INVALID_KEY, "xp-api-key is not a valid key", KeyCheck.CHALLENGE);
        }
        key.markUsed(now);
        exchange.setProperty(ExchangeProperties.PARTNER, key.partner());
        exchange.setProperty(ExchangeProperties.PARTNER_ID, key.partner().id());
        exchange.setProperty(ExchangeProperties.PARTNER_KEY_ID, key.id());
    }
}
