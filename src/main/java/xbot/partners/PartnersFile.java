package xbot.partners;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import xbot.text.DiskFile;
import xbot.text.Findings;
import xbot.text.Sha256;
import xbot.text.YamlReader;
import xbot.text.YamlValue;

/** The file of all partners, with the secret files that it names. */
public final class PartnersFile {

    /**
     * What is on disk at one moment.
     *
     * @param secretFiles by the name that the partners file has for each
     */
    record Content(DiskFile partnersFile, SortedMap<String, DiskFile> secretFiles) {

        String hash() {
            StringBuilder all = new StringBuilder(partnersFile.hash());
            secretFiles.forEach((name, file) ->
                    all.append(name).append('\0').append(file.hash()).append('\0'));
            return Sha256.hex(all.toString());
        }
    }

    /**
     * What is wrong with the file where its secrets are elsewhere.
     *
     * @param secretFilesAbsent how many of those that it names are not here, and were not looked at
     */
    public record Judgement(List<String> findings, int secretFilesAbsent) {}

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
    Content content() {
        DiskFile partnersFile = DiskFile.read(file, MAX_BYTES);
        String hash = partnersFile.hash();
        if (!hash.equals(parsed)) {
            secretFiles = YamlReader.read(partnersFile.bytes(), MAX_LEVELS, true, new Findings())
                    .map(PartnersFile::secretFiles)
                    .orElse(List.of());
            parsed = hash;
        }
        SortedMap<String, DiskFile> secrets = new TreeMap<>();
        secretFiles.forEach(name -> secrets.put(name, secretFile(name)));
        return new Content(partnersFile, secrets);
    }

    /** As the pod reads it, but for secret files that are not on this machine. */
    public Judgement judge() {
        Content content = content();
        SortedMap<String, DiskFile> here = new TreeMap<>(content.secretFiles());
        here.values().removeIf(DiskFile::isAbsent);
        int absent = content.secretFiles().size() - here.size();
        try {
            read(new Content(content.partnersFile(), here));
            return new Judgement(List.of(), absent);
        } catch (InvalidPartnersFile e) {
            return new Judgement(e.findings(), absent);
        }
    }

    /** @throws InvalidPartnersFile with all that is wrong with the content */
    Partners read(Content content) {
        Findings findings = new Findings();
        List<Partner> partners = List.of();
        if (content.partnersFile().isRead()) {
            Optional<YamlValue> root = YamlReader.read(content.partnersFile().bytes(), MAX_LEVELS, true, findings);

            root.ifPresent(value -> refuseHashNames(value, findings));
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

    /** The schema's validator ignores names that begin with '#'. */
    private static void refuseHashNames(YamlValue value, Findings findings) {
        value.members().forEach((name, member) -> {
            if (name.startsWith("#")) {
                findings.add(member.line(), "a member's name begins with '#': a comment stands outside of quotes");
            }
            refuseHashNames(member, findings);
        });
        value.items().forEach(item -> refuseHashNames(item, findings));
    }

    /** The secret files that it names, whatever else is wrong with it. */
    private static List<String> secretFiles(YamlValue root) {
        return root.members().values().stream()
                .flatMap(partners -> partners.members().values().stream())
                .flatMap(partner -> Stream.of("direct-line", "zalo").map(partner::get))
                .filter(Objects::nonNull)
                .map(owner -> owner.text("secret-file"))
                .filter(Objects::nonNull)
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
