package xbot.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * What is at a path: its bytes, or why there are none.
 *
 * @param fault null where there are bytes
 */
public record DiskFile(byte[] bytes, String fault) {

    private static final String MISSING = "is missing";

    public static DiskFile read(Path path, int maxBytes) {
        if (Files.isDirectory(path) || Files.exists(path) && !Files.isRegularFile(path)) {
            // a pipe would block, a device would never end
            return missing("is not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes
                    ? missing("is larger than " + maxBytes + " bytes")
                    : new DiskFile(bytes, null);
        } catch (NoSuchFileException e) {
            return missing(MISSING);
        } catch (IOException e) {
            return missing("cannot be read");
        }
    }

    public static DiskFile missing(String fault) {
        return new DiskFile(new byte[0], fault);
    }

    public boolean isRead() {
        return fault == null;
    }

    /** There is nothing at the path. */
    public boolean isAbsent() {
        return MISSING.equals(fault);
    }

    /**
     * What a reader makes of the bytes.
     *
     * @throws IllegalArgumentException with the fault where there are none
     */
    public <T> T text(Function<byte[], T> reader) {
        if (!isRead()) {
            throw new IllegalArgumentException(fault);
        }
        return reader.apply(bytes);
    }

    /** The same for the same bytes, or for the same fault. */
    public String hash() {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) (isRead() ? 1 : 0));
        return HexFormat.of().formatHex(digest.digest(isRead() ? bytes : fault.getBytes(StandardCharsets.UTF_8)));
    }
}
