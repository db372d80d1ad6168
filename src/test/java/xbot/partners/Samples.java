package xbot.partners;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Two partners with keys that are named after them. */
public final class Samples {

    public static final Instant START = Instant.parse("2026-07-15T12:00:00Z");

    public static final String A4B_GATEWAY_KEY = "gateway-key-of-a4b";
    public static final String A4B_PARTNER_KEY = "partner-key-of-a4b";
    public static final String TRAVEL_GATEWAY_KEY = "gateway-key-of-travel";
    public static final String TRAVEL_PARTNER_KEY = "partner-key-of-travel";

    private static final CamelContext CONTEXT = started();

    private Samples() {}

    public static Partners partners() {
        return new Partners(List.of(
                partner("a4b", List.of(key("gw", A4B_GATEWAY_KEY)), List.of(key("xp", A4B_PARTNER_KEY))),
                partner("travel", List.of(key("gw", TRAVEL_GATEWAY_KEY)), List.of(key("xp", TRAVEL_PARTNER_KEY)))));
    }

    public static Partner partner(String id, List<Partner.Key> gatewayKeys, List<Partner.Key> partnerKeys) {
        return partner(id, gatewayKeys, partnerKeys, IpRanges.of(List.of("203.0.113.0/24")), null);
    }

    public static Partner partner(String id, Partner.Rate rate) {
        return partner(id, List.of(), List.of(), IpRanges.NONE, rate);
    }

    public static Partner partner(String id, IpRanges allowedIps) {
        return partner(id, List.of(), List.of(), allowedIps, null);
    }

    public static Partner.Key key(String id, String key) {
        return new Partner.Key(id, KeyHash.of(key), null, null);
    }

    public static void track(Partners partners, MeterRegistry meters) {
        new KeyUse(meters).track(partners);
    }

    public static Partner.Rate perSecond(long requests) {
        return new Partner.Rate(requests, Duration.ofSeconds(1));
    }

    public static Exchange exchange() {
        return new DefaultExchange(CONTEXT);
    }

    /** Only a started context makes headers that ignore case. */
    private static CamelContext started() {
        CamelContext context = new DefaultCamelContext();
        context.start();
        return context;
    }

    private static Partner partner(
            String id,
            List<Partner.Key> gatewayKeys,
            List<Partner.Key> partnerKeys,
            IpRanges allowedIps,
            Partner.Rate rate) {
        Partner.DirectLine directLine = new Partner.DirectLine(
                URI.create("https://directline.botframework.com"), new Secret("direct-line-secret"), List.of(), true);
        return new Partner(id, "XCHATBOT." + id, gatewayKeys, partnerKeys, allowedIps, rate, directLine, null, null);
    }
}
