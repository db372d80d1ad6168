package xbot.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;
import xbot.partners.Secret;
import xbot.text.Sha256;
import xbot.webhook.Sender.Doubt;

/**
 * Refuses an event that Zalo did not sign for the partner: {@code X-ZEvent-Signature: mac=} and the SHA-256 of the app id,
 * the body as it was sent, its timestamp and the secret key of the Official Account. Each of the partner's secrets counts.
 */
record ZaloSignature(boolean isEnforced, Clock clock) implements Processor {

    static final String HEADER = "X-ZEvent-Signature";

    /** Zalo repeats an event for twelve hours; the memory of events holds for a day, so an older one could come twice. */
    private static final Duration MAX_AGE = Duration.ofHours(23);

    private static final Pattern MAC = Pattern.compile("mac=([0-9A-Fa-f]{64})");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,18}");

    @Override
    public void process(Exchange exchange) {
        Object signature = exchange.getMessage().removeHeader(HEADER);
        if (isEnforced) {
            Sender.refuse(exchange, doubt(exchange, signature));
        }
    }

    private Doubt doubt(Exchange exchange, Object signature) {
        Partner partner = Sender.partnerOf(exchange);
        byte[] body = exchange.getProperty(ExchangeProperties.RECEIVED_BODY, byte[].class);
        String timestamp = Sender.text(Sender.body(exchange), "timestamp");
        if (partner.zalo() == null) {
            return Doubt.refused(partner + " has no zalo in the partners file");
        }
        if (signature == null) {
            return Doubt.missing("ZaloSignature", HEADER + " is missing");
        }
        // a repeated header is a list, which is no mac either
        Matcher mac = MAC.matcher(signature.toString());
        if (!mac.matches()) {
            return Doubt.refused(HEADER + " is not mac= and 64 hexadecimal digits");
        }
        if (!MILLIS.matcher(timestamp).matches()) {
            return Doubt.refused("the timestamp of the event is not epoch milliseconds");
        }
        byte[] given = HexFormat.of().parseHex(mac.group(1));
        boolean isSigned = false;
        for (Secret secret : partner.zalo().secrets()) {
            // each of them, so that the time does not say which
            isSigned |= MessageDigest.isEqual(mac(partner.zalo().appId(), body, timestamp, secret), given);
        }
        if (!isSigned) {
            return Doubt.refused(HEADER + " is not the partner's");
        }
        Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), clock.instant());
        return age.compareTo(MAX_AGE) > 0 ? Doubt.refused("the event is older than " + MAX_AGE.toHours() + " h") : null;
    }

    private static byte[] mac(String appId, byte[] body, String timestamp, Secret secret) {
        MessageDigest digest = Sha256.digest();
        digest.update(appId.getBytes(StandardCharsets.UTF_8));
        digest.update(body);
        digest.update(timestamp.getBytes(StandardCharsets.UTF_8));
        return digest.digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
