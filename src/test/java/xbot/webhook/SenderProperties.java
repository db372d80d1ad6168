package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.apache.camel.Exchange;
import xbot.contract.Refusal;
import xbot.partners.IpRanges;
import xbot.partners.Partner;
import xbot.partners.Samples;
import xbot.partners.Secret;

/** Whatever a stranger sends as signature or token is refused, never a failure of ours. */
class SenderProperties {

    private static final Partner PARTNER = new Partner(
            "a4b",
            "XCHATBOT.A4B",
            List.of(),
            List.of(),
            IpRanges.NONE,
            null,
            null,
            new Partner.Zalo("1", List.of(new Secret("one"), new Secret("two"))),
            new Partner.Bot("bot", Partner.Cloud.PUBLIC));

    @Property
    void anySignatureIsRefused(@ForAll String text, @ForAll boolean isMac, @ForAll String timestamp) {
        Exchange exchange = exchange(Map.of("timestamp", timestamp));
        exchange.getMessage().setHeader(ZaloSignature.HEADER, isMac ? "mac=" + text : text);

        new ZaloSignature(true, Clock.systemUTC()).process(exchange);

        assertThat(exchange.getException()).isInstanceOf(Refusal.class);
    }

    @Property
    void anyTokenIsRefused(@ForAll @CharRange(from = '-', to = 'z') String text, @ForAll boolean isBearer) {
        Exchange exchange = exchange(Map.of("serviceUrl", "s", "channelId", "c"));
        exchange.getMessage().setHeader("Authorization", isBearer ? "Bearer " + text : text);
        Map<Partner.Cloud, BotKeys> clouds = new EnumMap<>(Partner.Cloud.class);

        new BotToken(true, clouds, Runnable::run).check(exchange).join();

        assertThat(exchange.getException()).isInstanceOf(Refusal.class);
    }

    private static Exchange exchange(Map<String, Object> body) {
        Exchange exchange = Samples.exchange();
        exchange.setProperty("partner", PARTNER);
        exchange.setProperty("receivedBody", "{}".getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
