package xbot.simulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;

/** Makes and reads tokens: JWTs, signed with a key of its own. */
final class TokenMint {

    static final String ISSUER = "https://directline.botframework.com/";

    private final RSAKey key;
    private final Clock clock;
    private final Duration lifetime;

    TokenMint(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        try {
            this.key = new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make a key to sign tokens with", e);
        }
    }

    RSAKey publicKey() {
        return key.toPublicJWK();
    }

    String mint(String site, String conversationId, String user) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("bot", site)
                .claim("site", site)
                .claim("conv", conversationId)
                .claim("user", user)
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .issuer(ISSUER)
                .audience(ISSUER)
                .build();
        return sign(claims);
    }

    /** A JWT of these claims. */
    String sign(JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /** The token of this text, which must be one of ours and alive. */
    Token read(String text) {
        var token = verify(text);
        if (!clock.instant().isBefore(token.expires())) {
            throw DirectLineError.tokenExpired();
        }
        return token;
    }

    long secondsLeft(Token token) {
        return Duration.between(clock.instant(), token.expires()).toSeconds();
    }

    private Token verify(String text) {
        try {
            var jwt = SignedJWT.parse(text);
            if (!jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))) {
                throw DirectLineError.invalidTokenOrSecret();
            }
            var claims = jwt.getJWTClaimsSet();
            return new Token(
                    text,
                    claims.getStringClaim("site"),
                    claims.getStringClaim("conv"),
                    claims.getStringClaim("user"),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | JOSEException e) {
            throw DirectLineError.invalidTokenOrSecret();
        }
    }
}
