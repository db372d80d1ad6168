package xbot.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import xbot.Programs;

/** Renders an overlay as {@code kubectl apply -k} would. */
final class Kustomize {

    private static final List<List<String>> COMMANDS =
            List.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"));

    private Kustomize() {}

    static String render(String overlay) {
        List<String> command = COMMANDS.stream()
                .filter(words -> Programs.isInstalled(words.get(0)))
                .findFirst()
                .orElseThrow(
                        () -> Programs.missing("neither kubectl nor kustomize is installed: overlays are not checked"));
        Programs.Result rendered =
                Programs.run(Stream.concat(command.stream(), Stream.of(overlay)).toArray(String[]::new));
        if (rendered.exitCode() != 0) {
            throw new AssertionError(rendered.output());
        }
        return rendered.output();
    }

    static List<String> overlays() {
        try (Stream<Path> directories = Files.list(Path.of("k8s/overlays"))) {
            return directories.map(Path::toString).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
