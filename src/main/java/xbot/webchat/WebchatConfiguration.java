package xbot.webchat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The beans that the init route names. */
@Configuration(proxyBeanMethods = false)
class WebchatConfiguration {

    private static final int WAITING_PROFILES = 1000;

    /** Waking a thread for each profile would cost each answer some microseconds, so they are collected. */
    private static final long COLLECT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Bean
    Processor initRequestCheck() {
        return new InitRequestCheck();
    }

    @Bean
    Processor userOfPartner() {
        return new UserOfPartner();
    }

    /**
     * Hands on user profiles beside the answers. Those that cannot be handed on in time are dropped and counted: a tap
     * must not hold up an answer.
     */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService userProfilePool(MeterRegistry meters) {
        Counter dropped = Counter.builder("xbot.user.profiles.dropped")
                .description("User profiles that the route user-profile was too slow for")
                .register(meters);
        return new ThreadPoolExecutor(
                1,
                2,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_PROFILES),
                new CustomizableThreadFactory("user-profile-"),
                (profile, pool) -> dropped.increment()) {
            @Override
            protected void afterExecute(Runnable profile, Throwable failure) {
                if (getQueue().isEmpty()) {
                    LockSupport.parkNanos(COLLECT_NANOS);
                }
            }
        };
    }
}
