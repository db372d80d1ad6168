package xbot.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** Reads all partners, and checks what must hold between them. */
final class PartnersReader {

    private record Entry(Partner partner, int line) {}

    private final Findings findings;
    private final PartnerReader partnerReader;

    PartnersReader(Findings findings, PartnerReader partnerReader) {
        this.findings = findings;
        this.partnerReader = partnerReader;
    }

    /** What it returns is of use only where there are no findings. */
    List<Partner> read(Node root) {
        List<Entry> entries = new ArrayList<>();
        YamlMapping.read("the file", root, findings, "partners")
                .flatMap(file -> file.required("partners"))
                .flatMap(node -> YamlMapping.readOpen("partners", node, findings))
                .ifPresent(partners -> partners.forEach((id, node) -> partnerReader
                        .read(id, node)
                        .ifPresent(partner -> entries.add(new Entry(partner, YamlMapping.line(node))))));
        if (entries.isEmpty() && findings.isEmpty()) {
            findings.add(YamlMapping.line(root), "there is no partner");
        }
        checkHashes(entries);
        checkPrefixes(entries);
        return entries.stream().map(Entry::partner).toList();
    }

    /** No key may be another key as well, of whatever kind or partner. */
    private void checkHashes(List<Entry> entries) {
        Map<KeyHash, String> owners = new HashMap<>();
        for (Entry entry : entries) {
            Partner partner = entry.partner();
            partner.gatewayKeys().forEach(key -> checkHash(owners, key, "gateway-keys of " + partner, entry.line()));
            partner.partnerKeys().forEach(key -> checkHash(owners, key, "partner-keys of " + partner, entry.line()));
        }
    }

    private void checkHash(Map<KeyHash, String> owners, ApiKey key, String list, int line) {
        if (key.hash() == null || key.id() == null) {
            return;
        }
        String name = "key '" + key.id() + "' in " + list;
        String other = owners.putIfAbsent(key.hash(), name);
        if (other != null) {
            findings.add(line, name + " is the same as " + other);
        }
    }

    /** Else a user of one partner could have the user id of another's. */
    private void checkPrefixes(List<Entry> entries) {
        Map<String, Partner> owners = new HashMap<>();
        for (Entry entry : entries) {
            String prefix = entry.partner().userIdPrefix();
            Partner other = prefix == null ? null : owners.putIfAbsent(prefix, entry.partner());
            if (other != null) {
                findings.add(entry.line(), "user-id-prefix of " + entry.partner() + " is that of " + other);
            }
        }
        entries.stream().filter(entry -> entry.partner().userIdPrefix() != null).forEach(entry -> {
            String prefix = entry.partner().userIdPrefix();
            for (int dot = prefix.indexOf('.'); dot >= 0; dot = prefix.indexOf('.', dot + 1)) {
                Partner other = owners.get(prefix.substring(0, dot));
                if (other != null) {
                    findings.add(
                            entry.line(),
                            "user-id-prefix of " + entry.partner() + " starts with that of " + other + " and a dot");
                }
            }
        });
    }
}
