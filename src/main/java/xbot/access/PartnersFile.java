package xbot.access;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xbot.text.DiskFile;

/** The file of all partners, with the secret files that it names. */
final class PartnersFile {

    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_SECRET_BYTES = 4096;

    private final Path file;
    private final boolean ipAllowlistEnforced;
    private String parsed = "";
    private List<String> secretFiles = List.of();

    PartnersFile(Path file, boolean ipAllowlistEnforced) {
        this.file = file.toAbsolutePath();
        this.ipAllowlistEnforced = ipAllowlistEnforced;
    }

    /** What is on disk now. Parses only a partners file that it has not seen before, so that polling is cheap. */
    PartnersContent content() {
        DiskFile partnersFile = DiskFile.read(file, MAX_BYTES);
        String hash = partnersFile.hash();
        if (!hash.equals(parsed)) {
            secretFiles = PartnersYaml.parse(partnersFile.bytes()).secretFiles();
            parsed = hash;
        }
        Map<String, DiskFile> secrets = new HashMap<>();
        secretFiles.forEach(name -> secrets.put(name, secretFile(name)));
        return new PartnersContent(partnersFile, secrets);
    }

    /** @throws InvalidPartnersFile with all that is wrong with the content */
    Partners read(PartnersContent content) {
        if (!content.partnersFile().isRead()) {
            throw invalid("it " + content.partnersFile().fault());
        }
        PartnersYaml yaml = PartnersYaml.parse(content.partnersFile().bytes());
        if (yaml.fault() != null) {
            throw invalid("it " + yaml.fault());
        }
        Findings findings = new Findings();
        PartnerReader partnerReader = new PartnerReader(findings, ipAllowlistEnforced, content.secretFiles());
        List<Partner> partners = new PartnersReader(findings, partnerReader).read(yaml.root());
        if (!findings.isEmpty()) {
            throw new InvalidPartnersFile(file, findings.messages());
        }
        return new Partners(partners);
    }

    private DiskFile secretFile(String name) {
        try {
            return DiskFile.read(file.resolveSibling(name), MAX_SECRET_BYTES);
        } catch (InvalidPathException e) {
            return DiskFile.missing("is not a path");
        }
    }

    private InvalidPartnersFile invalid(String finding) {
        return new InvalidPartnersFile(file, List.of(finding));
    }
}
