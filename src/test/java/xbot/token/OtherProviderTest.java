package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import com.hazelcast.core.Hazelcast;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.Pod;
import xbot.shared.EncryptionKeyFile;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** Any JCache provider does, by configuration: here Hazelcast, whose member the pod is. */
class OtherProviderTest {

    @TempDir
    Path directory;

    @Test
    void sharesTokensThroughHazelcast() throws Exception {
        Path config = Files.writeString(directory.resolve("hazelcast.yaml"), """
                hazelcast:
                  cluster-name: test
                  network:
                    join:
                      auto-detection: {enabled: false}
                      multicast: {enabled: false}
                    interfaces: {enabled: true, interfaces: [127.0.0.1]}
                  metrics: {enabled: false}
                """);
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "bot"));
                Pod pod = Pod.start(
                        directLine.baseUri(),
                        Clock.systemUTC(),
                        "xbot.cache.provider=com.hazelcast.cache.HazelcastMemberCachingProvider",
                        "xbot.cache.config=file:" + config,
                        "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key"))) {
            String first = pod.init("alice").body();

            assertThat(FaultPod.json(pod.init("alice").body()).at("/data/token"))
                    .isEqualTo(FaultPod.json(first).at("/data/token"));
            assertThat(directLine.generated()).isOne();
            assertThat(pod.metric("xbot_cache_errors_total")).isZero();
            assertThat(Hazelcast.getAllHazelcastInstances().iterator().next().getDistributedObjects())
                    .filteredOn(ICache.class::isInstance)
                    .anySatisfy(
                            cache -> assertThat(((ICache<?, ?>) cache).size()).isPositive());
        } finally {
            Hazelcast.shutdownAll();
        }
    }
}
