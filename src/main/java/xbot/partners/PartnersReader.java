package xbot.partners;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;
import xbot.text.DiskFile;
import xbot.text.FileSchema;
import xbot.text.Findings;
import xbot.text.YamlValue;

/** Checks a partners file by its schema and by what no schema can say, and makes partners of it. */
final class PartnersReader {

    private static final FileSchema SCHEMA = new FileSchema(
            "/schemas/partners.schema.json",
            Map.of("partners", "partner", "gateway-keys", "key", "partner-keys", "key"));

    private final SendersReader senders;
    private final boolean ipAllowlistEnforced;
    private final Findings findings;
    private final Map<KeyHash, String> keys = new HashMap<>();

    PartnersReader(Map<String, DiskFile> secretFiles, boolean ipAllowlistEnforced, Findings findings) {
        this.senders = new SendersReader(secretFiles, findings);
        this.ipAllowlistEnforced = ipAllowlistEnforced;
        this.findings = findings;
    }

    /** What it returns is of use only where there are no findings. */
    List<Partner> read(YamlValue file) {
        SCHEMA.check(file, findings);
        List<Partner> partners = new ArrayList<>();
        Map<String, YamlValue> members =
                file.has("partners") ? file.get("partners").members() : Map.of();
        members.forEach((id, partner) -> {
            if (partner.json().isObject()) {
                partners.add(partner(id, partner));
            }
        });
        UserIdPrefixes.check(members, PartnersReader::name, findings);
        return partners;
    }

    private Partner partner(String id, YamlValue partner) {
        String name = name(id, partner);
        return new Partner(
                id,
                partner.text("user-id-prefix"),
                keys("gateway-keys", partner, name),
                keys("partner-keys", partner, name),
                allowedIps(partner, name),
                rate(partner.get("rate-limit"), "rate-limit of " + name),
                directLine(partner.get("direct-line"), "direct-line of " + name),
                senders.zalo(partner.get("zalo"), "zalo of " + name),
                senders.bot(partner.get("bot")));
    }

    private static String name(String id, YamlValue partner) {
        return SCHEMA.entry("partners", id, partner.line());
    }

    private List<Partner.Key> keys(String list, YamlValue partner, String owner) {
        List<Partner.Key> read = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        partner.items(list).forEach(value -> {
            String name = "key " + (read.size() + 1) + " in " + list + " of " + owner;
            Partner.Key key = new Partner.Key(
                    value.text("id"),
                    hash(value, name),
                    instant(value, "not-before", name),
                    instant(value, "not-after", name));
            read.add(key);
            if (key.id() != null && !ids.add(key.id())) {
                findings.add(value.line("id"), "id of " + name + " is that of another key");
            }
            if (key.notBefore() != null
                    && key.notAfter() != null
                    && !key.notBefore().isBefore(key.notAfter())) {
                findings.add(value.line("not-after"), "not-after of " + name + " is not after not-before");
            }
        });
        return read;
    }

    /** No key may be another key as well, of whatever kind or partner. */
    private KeyHash hash(YamlValue key, String name) {
        String hex = key.text("sha256");
        if (hex == null || !KeyHash.isHash(hex)) {
            return null;
        }
        KeyHash hash = KeyHash.parse(hex);
        int line = key.line("sha256");
        if (hash.equals(KeyHash.of(""))) {
            findings.add(line, "sha256 of " + name + " is that of an empty key");
        }
        String other = keys.putIfAbsent(hash, name + " in line " + line);
        if (other != null) {
            findings.add(line, name + " is the same as " + other);
        }
        return hash;
    }

    private Instant instant(YamlValue key, String member, String name) {
        return read(key, member, name, Instant::parse, "is not an instant such as 2026-07-01T00:00:00Z");
    }

    private IpRanges allowedIps(YamlValue partner, String owner) {
        YamlValue list = partner.get("allowed-ips");
        if (ipAllowlistEnforced
                && (list == null || list.json().isArray() && list.json().isEmpty())) {
            findings.add(
                    partner.line("allowed-ips"),
                    "allowed-ips of " + owner + " needs at least one address, as xbot.access.ip-allowlist is enforced");
        }
        return new IpRanges(readAll(partner, "allowed-ips", owner, IpRanges::parse));
    }

    private Partner.Rate rate(YamlValue rate, String name) {
        if (rate == null) {
            return null;
        }
        Long requests = read(rate, "requests", name, Long::valueOf, "is not a whole number from 1 to 1000000000");
        Duration per = read(rate, "per", name, PartnersReader::per, "is not a duration from 1s to 24h");
        return requests == null || per == null ? null : new Partner.Rate(requests, per);
    }

    private static Duration per(String text) {
        Duration per = DurationStyle.detectAndParse(text);
        if (per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException();
        }
        return per;
    }

    private Partner.DirectLine directLine(YamlValue directLine, String name) {
        if (directLine == null) {
            return null;
        }
        URI baseUri = read(
                directLine,
                "base-uri",
                name,
                text -> WebOrigin.parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text),
                "is not an https URI of a host and nothing else");
        List<String> origins = readAll(
                directLine,
                "trusted-origins",
                name,
                text -> WebOrigin.parse(text).toString());
        return new Partner.DirectLine(
                baseUri, senders.secret(directLine, name), origins, !"false".equals(directLine.text("bind-user")));
    }

    /** What the reader throws may quote the file. */
    private <T> T read(YamlValue value, String member, String owner, Function<String, T> reader, String fault) {
        String text = value.text(member);
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            findings.add(value.line(member), member + " of " + owner + " " + fault);
            return null;
        }
    }

    /** The messages of the reader become findings. */
    private <T> List<T> readAll(YamlValue value, String member, String owner, Function<String, T> reader) {
        List<T> read = new ArrayList<>();
        value.items(member).filter(item -> item.json().isTextual()).forEach(item -> {
            try {
                read.add(reader.apply(item.text()));
            } catch (IllegalArgumentException e) {
                findings.add(item.line(), member + " of " + owner + ": " + e.getMessage());
            }
        });
        return read;
    }
}
