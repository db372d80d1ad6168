package xbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Programs of this machine, which some tests need. */
public final class Programs {

    private Programs() {}

    public static boolean isInstalled(String name) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    public static void require(String name) {
        if (!isInstalled(name)) {
            throw missing(name + " is not installed");
        }
    }

    /** Skips the test, but where {@code XBOT_GATES=required}, as in CI, fails it. */
    public static RuntimeException missing(String message) {
        return "required".equals(System.getenv("XBOT_GATES"))
                ? new IllegalStateException(message)
                : new TestAbortedException(message);
    }

    /** @param output what it printed on both outputs */
    public record Result(int exitCode, String output) {}

    public static Result run(String... command) {
        return run(Map.of(), List.of(command));
    }

    /** @param environment beside that of this process */
    public static Result run(Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
