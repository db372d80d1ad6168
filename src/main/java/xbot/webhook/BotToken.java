package xbot.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import xbot.partners.Partner;
import xbot.webhook.Sender.Doubt;

/**
 * Refuses an activity that Azure Bot Service did not send to the partner's bot, as "Authentication with the Bot Connector
 * API" of Microsoft asks. Threads of its own wait for keys, so that no other request does.
 */
final class BotToken {

    private static final CompletableFuture<?> PASSED = CompletableFuture.completedFuture(null);

    /** Azure Bot Service gives up after fifteen, of which the intake may take ten. */
    private static final int DEADLINE_SECONDS = 4;

    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._-]+)", Pattern.CASE_INSENSITIVE);

    private final boolean isEnforced;
    private final Map<Partner.Cloud, BotKeys> clouds;
    private final Executor threads;

    BotToken(boolean isEnforced, Map<Partner.Cloud, BotKeys> clouds, Executor threads) {
        this.isEnforced = isEnforced;
        this.clouds = clouds;
        this.threads = threads;
    }

    /** Ends when it is known whether the activity may pass. */
    CompletableFuture<?> check(Exchange exchange) {
        Object header = exchange.getMessage().removeHeader("Authorization");
        if (!isEnforced) {
            return PASSED;
        }
        Partner partner = Sender.partnerOf(exchange);
        Map<?, ?> activity = Sender.body(exchange);
        if (partner.bot() == null || header == null) {
            Sender.refuse(
                    exchange,
                    header == null
                            ? Doubt.missing("Bearer", "Authorization is missing")
                            : Doubt.refused(partner + " has no bot in the partners file"));
            return PASSED;
        }
        return CompletableFuture.supplyAsync(() -> doubt(header.toString(), partner.bot(), activity), threads)
                .completeOnTimeout(
                        Doubt.keysAway("no key came within " + DEADLINE_SECONDS + " s"),
                        DEADLINE_SECONDS,
                        TimeUnit.SECONDS)
                .thenAccept(doubt -> Sender.refuse(exchange, doubt));
    }

    private Doubt doubt(String header, Partner.Bot bot, Map<?, ?> activity) {
        Matcher bearer = BEARER.matcher(header);
        if (!bearer.matches()) {
            return Doubt.refused("Authorization holds no bearer token");
        }
        BotKeys keys = clouds.get(bot.cloud());
        try {
            SignedJWT token = SignedJWT.parse(bearer.group(1));
            String keyId = token.getHeader().getKeyID();
            if (keyId == null) {
                return Doubt.refused("the token names no key");
            }
            JWTClaimsSet claims = keys.verify(token, bot.appId());
            String serviceUrl = Sender.text(activity, "serviceUrl");
            if (serviceUrl.isEmpty() || !serviceUrl.equals(claims.getClaim("serviceurl"))) {
                return Doubt.refused("the token is for another serviceUrl");
            }
            return keys.isEndorsed(keyId, Sender.text(activity, "channelId"))
                    ? null
                    : Doubt.refused("the key is not endorsed for the channel");
        } catch (RateLimitReachedException e) {
            return Doubt.refused("the token names an unknown key, and keys were fetched a moment ago");
        } catch (KeySourceException e) {
            return Doubt.keysAway("there are no keys");
        } catch (BadJOSEException | JOSEException | ParseException e) {
            // what it says may hold the token's claims
            return Doubt.refused("the token is not valid: " + e.getClass().getSimpleName());
        }
    }
}
