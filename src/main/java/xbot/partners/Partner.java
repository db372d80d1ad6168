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
 */
public record Partner(
        String id,
        String userIdPrefix,
        List<Key> gatewayKeys,
        List<Key> partnerKeys,
        IpRanges allowedIps,
        Rate rateLimit,
        DirectLine directLine) {

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

    public Partner {
        gatewayKeys = List.copyOf(gatewayKeys);
        partnerKeys = List.copyOf(partnerKeys);
    }

    @Override
    public String toString() {
        return "partner '" + id + "'";
    }
}
