package xbot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import xbot.partners.Partner;
import xbot.webhook.WebhookProperties.Cloud;

class WebhookPropertiesTest {

    @Test
    void enforceAuthenticityByMicrosoftsCloudsByDefault() {
        WebhookProperties webhook = bind(Map.of());

        assertThat(webhook.isEnforced()).isTrue();
        assertThat(webhook.cloud(Partner.Cloud.PUBLIC))
                .isEqualTo(new Cloud(
                        URI.create("https://login.botframework.com/v1/.well-known/openidconfiguration"),
                        "https://api.botframework.com"));
        assertThat(webhook.cloud(Partner.Cloud.US_GOVERNMENT))
                .isEqualTo(new Cloud(
                        URI.create("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
                        "https://api.botframework.us"));
        assertThat(webhook.cloud(Partner.Cloud.CHINA))
                .isEqualTo(new Cloud(
                        URI.create("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
                        "https://api.botframework.azure.cn"));
    }

    @Test
    void areReadForEachCloud() {
        Map<String, String> given = new HashMap<>(Map.of("authenticity", "off"));
        for (String cloud : new String[] {"public", "us-government", "china"}) {
            given.put(cloud + "-metadata", "https://" + cloud + ".example/keys");
            given.put(cloud + "-issuer", "https://" + cloud + ".example");
        }

        WebhookProperties webhook = bind(given);

        assertThat(webhook.isEnforced()).isFalse();
        for (Partner.Cloud cloud : Partner.Cloud.values()) {
            String name = cloud.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            assertThat(webhook.cloud(cloud))
                    .isEqualTo(
                            new Cloud(URI.create("https://" + name + ".example/keys"), "https://" + name + ".example"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "public-metadata, http://login.botframework.com/keys",
        "us-government-metadata, ftp://login.example/keys",
        "china-metadata, https:login.example",
        "china-metadata, http://127.0.0.1.evil.example/keys",
        "public-metadata, login.example"
    })
    void refuseMetadataThatAnyoneCouldAnswer(String property, String value) {
        assertThatThrownBy(() -> bind(Map.of(property, value)))
                .rootCause()
                .hasMessage("xbot.webhook." + property + " must be an https URI, or http on this machine");
    }

    @ParameterizedTest
    @CsvSource({"zalo-uri, ftp://intake/x", "azbot-uri, intake:8080/x", "azbot-uri, http:///x", "zalo-uri, ''"})
    void refuseAnIntakeThatCannotBeCalled(String property, String value) {
        assertThatThrownBy(() -> binder("xbot.intake.", Map.of(property, value))
                        .bindOrCreate("xbot.intake", IntakeProperties.class))
                .rootCause()
                .hasMessage("xbot.intake." + property + " must be an http or https URI");
    }

    private static WebhookProperties bind(Map<String, String> given) {
        return binder("xbot.webhook.", given).bindOrCreate("xbot.webhook", WebhookProperties.class);
    }

    private static Binder binder(String prefix, Map<String, String> given) {
        Map<String, String> properties = new HashMap<>();
        given.forEach((name, value) -> properties.put(prefix + name, value));
        return new Binder(new MapConfigurationPropertySource(properties));
    }
}
