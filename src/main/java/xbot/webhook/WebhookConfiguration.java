package xbot.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.AsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import xbot.partners.Partner;
import xbot.steps.LaterStep;
import xbot.token.directline.DirectLineClient;

/** The checks of who sends an event, under the names that the routes use. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);
    private static final int THREADS = 8;

    @Bean
    ZaloSignature zaloSignature(WebhookProperties webhook, Clock clock) {
        if (!webhook.isEnforced()) {
            LOG.warn(
                    "xbot.webhook.authenticity is off: anyone with a partner key can send events, for test systems only");
        }
        return new ZaloSignature(webhook.isEnforced(), clock);
    }

    @Bean
    EventId eventId() {
        return new EventId();
    }

    @Bean
    IntakeCheck intakeCheck() {
        return new IntakeCheck();
    }

    /** For checks of tokens: some wait for keys. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService webhookThreads() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("webhook-");
        threads.setDaemon(true);
        return Executors.newScheduledThreadPool(THREADS, threads);
    }

    @Bean
    AsyncProcessor botToken(
            WebhookProperties webhook,
            Clock clock,
            MeterRegistry meters,
            ScheduledExecutorService webhookThreads,
            DirectLineClient directLineClient,
            @Qualifier("routeWorkers") Executor routeWorkers) {
        Map<Partner.Cloud, BotKeys> clouds = new EnumMap<>(Partner.Cloud.class);
        for (Partner.Cloud name : Partner.Cloud.values()) {
            WebhookProperties.Cloud cloud = webhook.cloud(name);
            KeyDocuments documents = new KeyDocuments(
                    new WayOut(directLineClient),
                    cloud.metadata(),
                    fetches(meters, name, "fetched"),
                    fetches(meters, name, "failed"));
            clouds.put(name, new BotKeys(documents, cloud.issuer(), clock, webhookThreads));
        }
        return new LaterStep(new BotToken(webhook.isEnforced(), clouds, webhookThreads)::check, routeWorkers);
    }

    private static Counter fetches(MeterRegistry meters, Partner.Cloud cloud, String outcome) {
        return Counter.builder("xbot.webhook.key.fetches")
                .description("Fetches of the keys that sign tokens of Azure Bot Service, by what became of them")
                .tag("cloud", cloud.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .tag("outcome", outcome)
                .register(meters);
    }
}
