package xbot.partners;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import xbot.text.DiskFile;
import xbot.text.Sha256;

/**
 * What is on disk at one moment.
 *
 * @param secretFiles by the name that the partners file has for each
 */
record PartnersContent(DiskFile partnersFile, Map<String, DiskFile> secretFiles) {

    String hash() {
        MessageDigest digest = Sha256.digest();
        add(digest, partnersFile.hash());
        new TreeMap<>(secretFiles).forEach((name, file) -> {
            add(digest, name);
            add(digest, file.hash());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
