package xbot.partners;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xbot.text.DiskFile;
import xbot.text.Findings;
import xbot.text.YamlReader;
import xbot.text.YamlValue;

/** The file of all partners, with the secret files that it names. */
public final class PartnersFile {

    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_SECRET_BYTES = 4096;
    private static final int MAX_LEVELS = 20;

    private final Path file;
    private final boolean ipAllowlistEnforced;
    private String parsed = "";
    private List<String> secretFiles = List.of();

    /** @param ipAllowlistEnforced whether each partner needs an allowed address */
    public PartnersFile(Path file, boolean ipAllowlistEnforced) {
        this.file = file.toAbsolutePath();
        this.ipAllowlistEnforced = ipAllowlistEnforced;
    }

    /** What is on disk now. Parses only a partners file that it has not seen before, so that polling is cheap. */
    PartnersContent content() {
        DiskFile partnersFile = DiskFile.read(file, MAX_BYTES);
        String hash = partnersFile.hash();
        if (!hash.equals(parsed)) {
            secretFiles = YamlReader.read(partnersFile.bytes(), MAX_LEVELS, true, new Findings())
                    .map(PartnersFile::secretFiles)
                    .orElse(List.of());
            parsed = hash;
        }
        Map<String, DiskFile> secrets = new HashMap<>();
        secretFiles.forEach(name -> secrets.put(name, secretFile(name)));
        return new PartnersContent(partnersFile, secrets);
    }

    /** @throws InvalidPartnersFile with all that is wrong with the content */
    Partners read(PartnersContent content) {
        Findings findings = new Findings();
        List<Partner> partners = List.of();
        if (content.partnersFile().isRead()) {
            Optional<YamlValue> root = YamlReader.read(content.partnersFile().bytes(), MAX_LEVELS, true, findings);
            partners = root.map(new PartnersReader(content.secretFiles(), ipAllowlistEnforced, findings)::read)
                    .orElse(List.of());
        } else {
            findings.add(0, "it " + content.partnersFile().fault());
        }
        if (!findings.isEmpty()) {
            throw new InvalidPartnersFile(
                    file,
                    findings.byLine().stream().map(Findings.Finding::toString).toList());
        }
        return new Partners(partners);
    }

    /** The secret files that it names, whatever else is wrong with it. */
    private static List<String> secretFiles(YamlValue root) {
        return root.members().values().stream()
                .flatMap(partners -> partners.members().values().stream())
                .filter(partner -> partner.has("direct-line"))
                .map(partner -> partner.get("direct-line").text("secret-file"))
                .filter(name -> name != null)
                .distinct()
                .toList();
    }

    private DiskFile secretFile(String name) {
        try {
            return DiskFile.read(file.resolveSibling(name), MAX_SECRET_BYTES);
        } catch (InvalidPathException e) {
            return DiskFile.missing("is not a path");
        }
    }
}
