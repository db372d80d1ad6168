package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.FixedDelayTask;
import xbot.partners.InvalidPartnersFile;
import xbot.partners.KeyHash;
import xbot.partners.PartnersLocation;
import xbot.partners.PartnersReload;

class AccessConfigurationTest {

    private static final String PARTNERS =
            """
            partners:
              a4b:
                user-id-prefix: XCHATBOT.A4B
                gateway-keys: [{id: gw, sha256: %s}]
                partner-keys: [{id: xp, sha256: %s}]
                direct-line: {base-uri: "https://directline.botframework.com", secret: secret-of-a4b}
            """.formatted(KeyHash.of("gateway").hex(), KeyHash.of("partner").hex());

    @TempDir
    Path directory;

    @Test
    void namesTheChecksAsTheRoutesDo() throws IOException {
        runner(AccessProperties.IpAllowlist.OFF).run(context -> {
            assertThat(context.getBeansOfType(Processor.class))
                    .containsOnlyKeys("keyCheck", "partnerKeyCheck", "ipAllowlistCheck", "rateLimit");
            assertThat(context.getBean(PartnersReload.class).partners().all()).hasSize(1);
        });
    }

    @Test
    void looksForAChangeEachTwoSeconds() throws IOException {
        runner(AccessProperties.IpAllowlist.OFF).run(context -> {
            var scheduled = context.getBean(ScheduledAnnotationBeanPostProcessor.class);

            assertThat(scheduled.getScheduledTasks()).singleElement().satisfies(poll -> {
                assertThat(poll.toString()).contains("PartnersReload.poll");
                assertThat(((FixedDelayTask) poll.getTask()).getIntervalDuration())
                        .hasSeconds(2);
            });
        });
    }

    @Test
    void doesNotStartWithoutAllowedIpsWhereTheyAreEnforced() throws IOException {
        runner(AccessProperties.IpAllowlist.ENFORCED)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPartnersFile.class)
                        .hasMessageEndingWith("line 2: allowed-ips of partner 'a4b' needs at least one address, as"
                                + " xbot.access.ip-allowlist is enforced"));
    }

    private ApplicationContextRunner runner(AccessProperties.IpAllowlist mode) throws IOException {
        Path file = Files.writeString(directory.resolve("partners.yaml"), PARTNERS);
        return new ApplicationContextRunner()
                .withUserConfiguration(AccessConfiguration.class)
                .withBean(PartnersLocation.class, () -> new PartnersLocation(file))
                .withBean(AccessProperties.class, () -> new AccessProperties(mode, List.of()))
                .withBean(Clock.class, Clock::systemUTC)
                .withBean("routeWorkers", Executor.class, () -> Runnable::run)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }
}
