package xbot.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import xbot.Pod;

/** Pods in this process that share a Redis, each with a cache of its own. */
public final class SharingPod {

    private SharingPod() {}

    /** @param more properties, which win */
    public static Pod start(String partners, String address, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "xbot.cache.config=file:" + ehcache(),
                "xbot.cache.redis.address=" + address,
                "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key")));
        properties.addAll(List.of(more));
        return Pod.start(partners, Clock.systemUTC(), properties.toArray(String[]::new));
    }

    /** Caches are one in a process where their configuration is one. */
    private static Path ehcache() {
        try {
            Path own = Files.createTempFile("ehcache", ".xml");
            own.toFile().deleteOnExit();
            return Files.copy(Path.of("src/main/resources/ehcache.xml"), own, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
