package xbot.partners;

import io.github.bucket4j.Bandwidth;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A partner as the partners file has it.
 *
 * @param userIdPrefix what stands before the {@code .} in the user ids of this partner; no other partner's user id can
 *     start with it
 * @param rateLimit null where the partner has none
 * @param zalo null where no Official Account of Zalo sends events
 * @param bot null where Azure Bot Service sends no activities
 */
public record Partner(
        String id,
        String userIdPrefix,
        List<Key> gatewayKeys,
        List<Key> partnerKeys,
        IpRanges allowedIps,
        Rate rateLimit,
        DirectLine directLine,
        Zalo zalo,
        Bot bot) {

    /**
     * A gateway key or a partner key.
     *
     * @param id its public name, for logs and metrics
     * @param notBefore the first instant it is valid, or null
     * @param notAfter the first instant it is not valid any more, or null
     */
    public record Key(String id, KeyHash hash, Instant notBefore, Instant notAfter) {

        boolean isValidAt(Instant now) {
            return (notBefore == null || !now.isBefore(notBefore)) && (notAfter == null || now.isBefore(notAfter));
        }
    }

    /** So many requests per so much time. */
    public record Rate(long requests, Duration per) {

        /** All of them may come at once; then they come back evenly. */
        public Bandwidth bandwidth() {
            return Bandwidth.builder()
                    .capacity(requests)
                    .refillGreedy(requests, per)
                    .build();
        }
    }

    /**
     * How a partner's tokens are got from Direct Line.
     *
     * @param baseUri scheme, host and port, without a trailing slash
     * @param trustedOrigins the origins a token is bound to; empty for any
     * @param bindUser whether the user's id and name are bound into the token
     */
    public record DirectLine(URI baseUri, Secret secret, List<String> trustedOrigins, boolean bindUser) {

        public DirectLine {
            trustedOrigins = List.copyOf(trustedOrigins);
        }
    }

    /**
     * By what events of the partner's Official Account are known.
     *
     * @param appId of the app that the account belongs to
     * @param secrets of the account; two while one replaces the other
     */
    public record Zalo(String appId, List<Secret> secrets) {

        public Zalo {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * By what activities for the partner's bot are known.
     *
     * @param appId the bot's Microsoft App ID, the audience of tokens
     */
    public record Bot(String appId, Cloud cloud) {}

    /** Whose Azure Bot Service it is. */
    public enum Cloud {
        PUBLIC,
        US_GOVERNMENT,
        CHINA
    }

    public Partner {
        gatewayKeys = List.copyOf(gatewayKeys);
        partnerKeys = List.copyOf(partnerKeys);
    }

    @Override
    public String toString() {
        return "partner '" + id + "'";
    }
}
