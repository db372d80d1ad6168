package xbot.partners;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The partners on file at one moment, found by their keys. */
public final class Partners {

    /** Which of the two headers a key is given in. */
    enum Kind {
        GATEWAY,
        PARTNER
    }

    /** A key on file with its partner, and when it was last used. */
    public static final class KeyOnFile {

        final Partner partner;
        final Kind kind;
        final Partner.Key key;

        /** In epoch seconds; goes on where another file left off, if that is told before a request finds this key. */
        AtomicLong lastUsed = new AtomicLong();

        KeyOnFile(Partner partner, Kind kind, Partner.Key key) {
            this.partner = partner;
            this.kind = kind;
            this.key = key;
        }

        public String id() {
            return key.id();
        }

        public Partner partner() {
            return partner;
        }

        public void markUsed(Instant now) {
            lastUsed.set(now.getEpochSecond());
        }

        @Override
        public String toString() {
            return "key '" + key.id() + "' of " + partner;
        }
    }

    /** The pair of keys of a request, both of the same partner. */
    public record Match(KeyOnFile gatewayKey, KeyOnFile partnerKey) {

        public Partner partner() {
            return gatewayKey.partner;
        }

        public void markUsed(Instant now) {
            gatewayKey.markUsed(now);
            partnerKey.markUsed(now);
        }
    }

    private final List<Partner> all;
    private final Map<KeyHash, KeyOnFile> gatewayKeys;
    private final Map<KeyHash, KeyOnFile> partnerKeys;

    public Partners(List<Partner> partners) {
        this.all = List.copyOf(partners);
        this.gatewayKeys = byHash(Kind.GATEWAY, Partner::gatewayKeys);
        this.partnerKeys = byHash(Kind.PARTNER, Partner::partnerKeys);
    }

    public List<Partner> all() {
        return all;
    }

    Stream<KeyOnFile> keys() {
        return Stream.concat(gatewayKeys.values().stream(), partnerKeys.values().stream());
    }

    /**
     * Empty unless both keys are on file, of the same partner and valid now. Whatever is wrong, the work is the same.
     *
     * @param gatewayKey the whole header value, or null
     * @param partnerKey the whole header value, or null
     */
    @SuppressWarnings("ReferenceEquality") // one object a partner
    public Optional<Match> find(String gatewayKey, String partnerKey, Instant now) {
        KeyOnFile gateway = onFile(gatewayKeys, gatewayKey);
        KeyOnFile partner = onFile(partnerKeys, partnerKey);
        boolean isPair = gateway != null
                && partner != null
                && gateway.partner == partner.partner
                && gateway.key.isValidAt(now)
                && partner.key.isValidAt(now);
        return isPair ? Optional.of(new Match(gateway, partner)) : Optional.empty();
    }

    /** The partner key alone. */
    public Optional<KeyOnFile> findPartnerKey(String partnerKey, Instant now) {
        return Optional.ofNullable(onFile(partnerKeys, partnerKey)).filter(known -> known.key.isValidAt(now));
    }

    /** Why there is no pair of keys, for the log: it names ids and partners and holds nothing of a key. */
    @SuppressWarnings("ReferenceEquality") // one object a partner
    public String fault(String gatewayKey, String partnerKey, Instant now) {
        KeyOnFile gateway = onFile(gatewayKeys, gatewayKey);
        KeyOnFile partner = onFile(partnerKeys, partnerKey);
        if (gateway != null && partner != null && gateway.partner != partner.partner) {
            return "x-api-key is " + gateway + ", xp-api-key is " + partner;
        }
        return Stream.of(fault("x-api-key", gatewayKey, gateway, now), fault("xp-api-key", partnerKey, partner, now))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** The same for a partner key alone. */
    public String partnerKeyFault(String partnerKey, Instant now) {
        return fault("xp-api-key", partnerKey, onFile(partnerKeys, partnerKey), now)
                .orElse("");
    }

    private static Optional<String> fault(String header, String given, KeyOnFile known, Instant now) {
        if (known != null) {
            return known.key.isValidAt(now)
                    ? Optional.empty()
                    : Optional.of(header + " is " + known + ", which expired");
        }
        return Optional.of(header + (given == null ? " is missing" : " is unknown"));
    }

    private static KeyOnFile onFile(Map<KeyHash, KeyOnFile> keys, String key) {
        String given = key == null ? "" : key;
        // KeyHash compares in constant time
        KeyOnFile known = keys.get(KeyHash.of(given));
        boolean isKey = !given.isEmpty() && given.chars().allMatch(c -> c < 0x80);
        return isKey ? known : null;
    }

    private Map<KeyHash, KeyOnFile> byHash(Kind kind, Function<Partner, List<Partner.Key>> keys) {
        Map<KeyHash, KeyOnFile> byHash = new HashMap<>();
        for (Partner partner : all) {
            keys.apply(partner).forEach(key -> byHash.put(key.hash(), new KeyOnFile(partner, kind, key)));
        }
        return Map.copyOf(byHash);
    }
}
