package xbot.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.nodes.Node;
import xbot.text.DiskFile;

/** Reads one partner. What it returns is of use only where there are no findings. */
final class PartnerReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,55}");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final long MAX_REQUESTS = 1_000_000_000;
    private static final Duration MIN_PER = Duration.ofSeconds(1);
    private static final Duration MAX_PER = Duration.ofHours(24);
    private static final KeyHash OF_NOTHING = KeyHash.of("");

    private final Findings findings;
    private final boolean ipAllowlistEnforced;
    private final DirectLineReader directLineReader;

    PartnerReader(Findings findings, boolean ipAllowlistEnforced, Map<String, DiskFile> secretFiles) {
        this.findings = findings;
        this.ipAllowlistEnforced = ipAllowlistEnforced;
        this.directLineReader = new DirectLineReader(secretFiles);
    }

    /** Empty where it has no usable id or is no mapping at all. */
    Optional<Partner> read(String id, Node node) {
        String name = name(id, node);
        boolean valid = ID.matcher(id).matches();
        if (!valid) {
            findings.add(YamlMapping.line(node), name + " has an id that is not [a-z0-9-]{1,32}");
        }
        return YamlMapping.read(
                        name,
                        node,
                        findings,
                        "user-id-prefix",
                        "gateway-keys",
                        "partner-keys",
                        "allowed-ips",
                        "rate-limit",
                        "direct-line")
                .map(partner -> read(id, partner))
                .filter(partner -> valid);
    }

    private static String name(String id, Node node) {
        return QUOTABLE.matcher(id).matches()
                ? "partner '" + id + "'"
                : "the partner in line " + YamlMapping.line(node);
    }

    private Partner read(String id, YamlMapping partner) {
        return new Partner(
                id,
                partner.required(
                                "user-id-prefix",
                                matching(PREFIX),
                                "is not [A-Za-z0-9._-]{1,55}: with a dot and an id of 8 characters it must fit into Direct Line's 64")
                        .orElse(null),
                keys("gateway-keys", partner),
                keys("partner-keys", partner),
                allowedIps(partner),
                rate(partner),
                directLine(partner));
    }

    private List<ApiKey> keys(String member, YamlMapping partner) {
        List<Node> items = partner.items(member);
        if (partner.lacks(member)) {
            partner.refuse(member, "needs at least one key");
        }
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node item : items) {
            String name = "a key in " + member + " of " + partner.name();
            YamlMapping.read(name, item, findings, "id", "sha256", "not-before", "not-after")
                    .map(key -> key(key, ids))
                    .ifPresent(keys::add);
        }
        return keys;
    }

    private static ApiKey key(YamlMapping key, Set<String> ids) {
        String id = key.required("id", PartnerReader::keyId, "is not [A-Za-z0-9._-]{1,64}, or is a hash")
                .orElse(null);
        if (id != null && !ids.add(id)) {
            key.refuse("id", "is that of another key");
        }
        KeyHash hash = key.required("sha256", KeyHash::parse, "is not 64 hexadecimal digits")
                .orElse(null);
        if (OF_NOTHING.equals(hash)) {
            key.refuse("sha256", "is that of an empty key");
        }
        String instant = "is not an instant such as 2026-07-01T00:00:00Z";
        Instant notBefore = key.optional("not-before", Instant::parse, instant).orElse(null);
        Instant notAfter = key.optional("not-after", Instant::parse, instant).orElse(null);
        if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
            key.refuse("not-after", "is not after not-before");
        }
        return new ApiKey(id, hash, notBefore, notAfter);
    }

    private IpRanges allowedIps(YamlMapping partner) {
        List<IpRange> ranges = partner.items("allowed-ips", IpRange::parse);
        if (ipAllowlistEnforced && partner.lacks("allowed-ips")) {
            partner.refuse("allowed-ips", "needs at least one address, as xbot.access.ip-allowlist is enforced");
        }
        return IpRanges.copyOf(ranges);
    }

    private Rate rate(YamlMapping partner) {
        return partner.optional("rate-limit")
                .flatMap(node -> YamlMapping.read("rate-limit of " + partner.name(), node, findings, "requests", "per"))
                .map(rate -> new Rate(
                        rate.required(
                                        "requests",
                                        PartnerReader::requests,
                                        "is not a whole number from 1 to " + MAX_REQUESTS)
                                .orElse(0L),
                        rate.required("per", PartnerReader::per, "is not a duration from 1s to 24h")
                                .orElse(null)))
                .orElse(null);
    }

    private DirectLine directLine(YamlMapping partner) {
        return partner.required("direct-line")
                .flatMap(node -> YamlMapping.read(
                        "direct-line of " + partner.name(),
                        node,
                        findings,
                        "base-uri",
                        "secret-file",
                        "secret",
                        "trusted-origins",
                        "bind-user"))
                .map(directLineReader::read)
                .orElse(null);
    }

    /** A hash in the place of the id would be printed. */
    private static String keyId(String text) {
        return matching(KEY_ID).apply(KeyHash.isHash(text) ? "" : text);
    }

    private static long requests(String text) {
        long requests = Long.parseLong(text);
        if (requests < 1 || requests > MAX_REQUESTS) {
            throw new IllegalArgumentException();
        }
        return requests;
    }

    private static Duration per(String text) {
        Duration per = DurationStyle.detectAndParse(text);
        if (per.compareTo(MIN_PER) < 0 || per.compareTo(MAX_PER) > 0) {
            throw new IllegalArgumentException();
        }
        return per;
    }

    private static UnaryOperator<String> matching(Pattern pattern) {
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException();
            }
            return text;
        };
    }
}
