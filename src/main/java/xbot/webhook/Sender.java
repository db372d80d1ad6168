package xbot.webhook;

import java.util.Map;
import org.apache.camel.Exchange;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;
import xbot.partners.Partner;

/** What the checks of senders share: refusals, and what they ask of an exchange. */
final class Sender {

    /** Why a sender is not believed. The log alone gets the reason: to others it would say how to forge. */
    record Doubt(Refusal refusal, String reason) {

        static Doubt missing(String challenge, String reason) {
            return new Doubt(
                    Refusal.of(
                            401,
                            "SENDER_UNPROVED",
                            "the proof of the sender is missing",
                            Map.of("WWW-Authenticate", challenge)),
                    reason);
        }

        static Doubt refused(String reason) {
            return new Doubt(
                    Refusal.of(403, "SENDER_REFUSED", "the proof of the sender is not valid", Map.of()), reason);
        }

        static Doubt keysAway(String reason) {
            return new Doubt(
                    Refusal.of(503, "KEYS_UNAVAILABLE", "the sender cannot be checked now, try again", Map.of()),
                    reason);
        }
    }

    private Sender() {}

    static Partner partnerOf(Exchange exchange) {
        Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
        if (partner == null) {
            throw new IllegalStateException("the partner is not known yet: put the key check before this step");
        }
        return partner;
    }

    /** A member of the body that schemaCheck left, as text; empty where it is missing or holds no text or number. */
    static String text(Map<?, ?> body, String member) {
        Object value = body.get(member);
        return value instanceof String || value instanceof Number ? value.toString() : "";
    }

    static Map<?, ?> body(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            return body;
        }
        throw new IllegalStateException("the body is not read yet: put the step schemaCheck before this one");
    }

    /** Ends the exchange where there is a doubt. */
    static void refuse(Exchange exchange, Doubt doubt) {
        if (doubt != null) {
            exchange.setProperty(ExchangeProperties.REASON, doubt.reason());
            exchange.setException(doubt.refusal());
        }
    }
}
