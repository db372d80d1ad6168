package xbot.partners;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import xbot.text.Findings;
import xbot.text.YamlValue;

/** No prefix may be another's, or start with another's and a dot: a user could have the user id of another partner's. */
final class UserIdPrefixes {

    private UserIdPrefixes() {}

    /** @param name what a partner is called in a finding, by its id */
    static void check(Map<String, YamlValue> partners, BiFunction<String, YamlValue, String> name, Findings findings) {
        Map<String, String> owners = new HashMap<>();
        partners.forEach((id, partner) -> owners.putIfAbsent(partner.text("user-id-prefix"), id));
        partners.forEach((id, partner) -> {
            String prefix = partner.text("user-id-prefix");
            for (int end = prefix == null ? -1 : prefix.length(); end >= 0; end = prefix.lastIndexOf('.', end - 1)) {
                String owner = owners.get(prefix.substring(0, end));
                if (owner != null && !owner.equals(id)) {
                    String other = name.apply(owner, partners.get(owner));
                    String fault = end == prefix.length()
                            ? "is that of " + other
                            : "starts with that of " + other + " and a dot";
                    findings.add(
                            partner.line("user-id-prefix"),
                            "user-id-prefix of " + name.apply(id, partner) + " " + fault);
                }
            }
        });
    }
}
