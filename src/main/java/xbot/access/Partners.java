package xbot.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The partners on file at one moment, found by their keys. */
public final class Partners {

    /** The partner that a pair of keys belongs to, and which of its keys they are. */
    public record Match(Partner partner, ApiKey gatewayKey, ApiKey partnerKey) {}

    private record Owner(Partner partner, ApiKey key) {}

    private final List<Partner> all;
    private final Map<KeyHash, Owner> gatewayKeys;
    private final Map<KeyHash, Owner> partnerKeys;

    public Partners(List<Partner> partners) {
        this.all = List.copyOf(partners);
        this.gatewayKeys = byHash(Partner::gatewayKeys);
        this.partnerKeys = byHash(Partner::partnerKeys);
    }

    public List<Partner> all() {
        return all;
    }

    /**
     * Empty unless both keys are on file, of the same partner and valid now. Whatever is wrong, the work is the same.
     *
     * @param gatewayKey the whole header value, or null
     * @param partnerKey the whole header value, or null
     */
    public Optional<Match> find(String gatewayKey, String partnerKey, Instant now) {
        Owner gateway = owner(gatewayKeys, gatewayKey);
        Owner partner = owner(partnerKeys, partnerKey);
        if (gateway == null
                || partner == null
                || gateway.partner() != partner.partner()
                || !gateway.key().isValidAt(now)
                || !partner.key().isValidAt(now)) {
            return Optional.empty();
        }
        return Optional.of(new Match(gateway.partner(), gateway.key(), partner.key()));
    }

    private static Owner owner(Map<KeyHash, Owner> owners, String key) {
        String given = key == null ? "" : key;
        // KeyHash compares in constant time
        Owner owner = owners.get(KeyHash.of(given));
        return isAscii(given) ? owner : null;
    }

    private static boolean isAscii(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) > 0x7f) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private Map<KeyHash, Owner> byHash(Function<Partner, List<ApiKey>> keys) {
        Map<KeyHash, Owner> owners = new HashMap<>();
        for (Partner partner : all) {
            keys.apply(partner).forEach(key -> owners.put(key.hash(), new Owner(partner, key)));
        }
        return Map.copyOf(owners);
    }
}
