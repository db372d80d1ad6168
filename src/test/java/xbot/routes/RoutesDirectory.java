package xbot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of the shipped routes, to be edited as people and clusters do. */
final class RoutesDirectory {

    private static final Path SHIPPED = Path.of("routes");

    private final Path directory;

    RoutesDirectory(Path directory) {
        this.directory = directory;
        restore();
    }

    void restore() {
        try {
            Files.deleteIfExists(directory.resolve("..data"));
            copy(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void edit(String file, UnaryOperator<String> change) {
        try {
            Path path = directory.resolve(file);
            String before = Files.readString(path);
            String after = change.apply(before);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(path, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes no more than a comment: by turns as an editor saves and as a ConfigMap is swapped. */
    void comment(int i) throws IOException {
        String comment = "# edit " + i + "\n";
        if (i % 2 == 0) {
            edit("user-profile.camel.yaml", text -> comment + text);
            return;
        }
        Path revision = Files.createDirectory(directory.resolve("..revision" + System.nanoTime()));
        copy(revision);
        Files.writeString(revision.resolve("user-profile.camel.yaml"), comment, StandardOpenOption.APPEND);
        Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), revision.getFileName());
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path to) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
