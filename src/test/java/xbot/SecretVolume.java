package xbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A mounted Secret as a kubelet keeps it: files are links into a directory that is swapped as a whole. */
final class SecretVolume {

    private final Path mount;
    private int version;

    SecretVolume(Path mount) throws IOException {
        this.mount = Files.createDirectories(mount);
    }

    Path file(String name) {
        return mount.resolve(name);
    }

    void write(Map<String, byte[]> files) throws IOException {
        Path next = Files.createDirectory(mount.resolve("..version" + ++version));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(next.resolve(file.getKey()), file.getValue());
            if (!Files.isSymbolicLink(file(file.getKey()))) {
                Files.createSymbolicLink(file(file.getKey()), Path.of("..data", file.getKey()));
            }
        }
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), next.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
