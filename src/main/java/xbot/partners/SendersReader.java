package xbot.partners;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import xbot.text.DiskFile;
import xbot.text.Findings;
import xbot.text.SecretFile;
import xbot.text.YamlValue;

/** Reads secrets, and by what a partner's senders of events are known; the schema has checked all but the secret files. */
record SendersReader(Map<String, DiskFile> secretFiles, Findings findings) {

    private static final int MOST_SECRETS = 2;

    /** The one secret of a member, or null where there is a finding. */
    Secret secret(YamlValue owner, String name) {
        List<Secret> secrets = secrets(owner, name, lines -> List.of(SecretFile.one(lines)));
        return secrets.isEmpty() ? null : secrets.get(0);
    }

    Partner.Zalo zalo(YamlValue zalo, String name) {
        return zalo == null ? null : new Partner.Zalo(zalo.text("app-id"), secrets(zalo, name, SendersReader::several));
    }

    private static List<String> several(List<String> lines) {
        if (lines.size() > MOST_SECRETS) {
            throw new IllegalArgumentException("has " + lines.size() + " lines: a secret, and perhaps the next one");
        }
        return lines;
    }

    private List<Secret> secrets(YamlValue owner, String name, Function<List<String>, List<String>> amount) {
        DiskFile file = owner.has("secret-file") ? secretFiles.get(owner.text("secret-file")) : null;
        String member = file == null ? "secret" : "secret-file";
        String text = owner.text("secret");
        if (file == null && text == null) {
            // the schema has said so
            return List.of();
        }
        try {
            return file == null
                    ? List.of(Secret.ofLine(text))
                    : amount.apply(file.text(SecretFile::lines)).stream()
                            .map(Secret::new)
                            .toList();
        } catch (IllegalArgumentException e) {
            findings.add(owner.line(member), member + " of " + name + " " + e.getMessage());
            return List.of();
        }
    }

    Partner.Bot bot(YamlValue bot) {
        if (bot == null) {
            return null;
        }
        String cloud = bot.text("cloud") == null ? "public" : bot.text("cloud");
        for (Partner.Cloud known : Partner.Cloud.values()) {
            if (known.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(cloud)) {
                return new Partner.Bot(bot.text("app-id"), known);
            }
        }
        // that of another name is a finding of the schema
        return null;
    }
}
