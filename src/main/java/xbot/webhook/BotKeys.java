package xbot.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The keys by which one cloud signs its tokens: kept for a day, renewed before that in the background, fetched anew for an
 * unknown key id, but seldom. While they cannot be fetched the old ones count for a day more.
 */
final class BotKeys {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long AHEAD = Duration.ofHours(1).toMillis();
    private static final long BETWEEN_FETCHES = Duration.ofSeconds(30).toMillis();
    private static final long LONGEST_WAIT = Duration.ofSeconds(3).toMillis();
    private static final int SKEW_SECONDS = 300;

    private final String issuer;
    private final Clock clock;
    private final JWKSetSource<SecurityContext> keys;

    /** @param threads fetch the keys again before they are a day old */
    BotKeys(JWKSetSource<SecurityContext> documents, String issuer, Clock clock, ScheduledExecutorService threads) {
        this.issuer = issuer;
        this.clock = clock;
        var source = (JWKSetBasedJWKSource<SecurityContext>) JWKSourceBuilder.create(documents)
                .cache(DAY, LONGEST_WAIT)
                .refreshAheadCache(AHEAD, null, threads, false, threads, false)
                .rateLimited(BETWEEN_FETCHES)
                .retrying(true)
                // counted from their fetch, as the day of the cache is
                .outageTolerant(2 * DAY)
                .build();
        this.keys = source.getJWKSetSource();
    }

    /**
     * The claims of a token that one of the keys signed, by RS256, for this audience, and that has not expired. It may
     * wait for keys.
     *
     * @throws KeySourceException where there is no key, and none can be had
     * @throws BadJOSEException where the token is not such a token
     */
    JWTClaimsSet verify(SignedJWT token, String audience) throws BadJOSEException, JOSEException {
        DefaultJWTProcessor<SecurityContext> checks = new DefaultJWTProcessor<>();
        checks.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, this::select));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(SKEW_SECONDS);
        checks.setJWTClaimsSetVerifier(claims);
        return checks.process(token, null);
    }

    /** As Nimbus' own source does it, by this clock. */
    private List<JWK> select(JWKSelector selector, SecurityContext context) throws KeySourceException {
        JWKSet known = known(JWKSetCacheRefreshEvaluator.noRefresh());
        List<JWK> selected = selector.select(known);
        return selected.isEmpty()
                ? selector.select(known(JWKSetCacheRefreshEvaluator.referenceComparison(known)))
                : selected;
    }

    private JWKSet known(JWKSetCacheRefreshEvaluator refresh) throws KeySourceException {
        return keys.getJWKSet(refresh, clock.millis(), null);
    }

    /** Whether the key may speak for the channel. */
    boolean isEndorsed(String keyId, String channel) throws KeySourceException {
        Object endorsements = known(JWKSetCacheRefreshEvaluator.noRefresh())
                .getAdditionalMembers()
                .get(KeyDocuments.ENDORSEMENTS);
        return endorsements instanceof Map<?, ?> byKey
                && byKey.get(keyId) instanceof List<?> channels
                && channels.contains(channel);
    }
}
