package xbot.partners;

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
        List<ApiKey> gatewayKeys,
        List<ApiKey> partnerKeys,
        IpRanges allowedIps,
        Rate rateLimit,
        DirectLine directLine) {

    public Partner {
        gatewayKeys = List.copyOf(gatewayKeys);
        partnerKeys = List.copyOf(partnerKeys);
    }

    @Override
    public String toString() {
        return "partner '" + id + "'";
    }
}
