package xbot.webhook;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import xbot.partners.Partner;

/**
 * {@code xbot.webhook.*}: who may call the webhooks. For each cloud of Azure Bot Service the OpenID metadata that name
 * its keys, and who issues its tokens.
 *
 * @param authenticity whether signatures and tokens are checked; off for test systems
 */
@ConfigurationProperties("xbot.webhook")
public record WebhookProperties(
        @DefaultValue("enforced") Authenticity authenticity,

        @DefaultValue("https://login.botframework.com/v1/.well-known/openidconfiguration")
        URI publicMetadata,

        @DefaultValue("https://api.botframework.com") String publicIssuer,

        @DefaultValue("https://login.botframework.azure.us/v1/.well-known/openidconfiguration")
        URI usGovernmentMetadata,

        @DefaultValue("https://api.botframework.us") String usGovernmentIssuer,

        @DefaultValue("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration")
        URI chinaMetadata,

        @DefaultValue("https://api.botframework.azure.cn") String chinaIssuer) {

    /** What becomes of an event whose sender is not proved. */
    public enum Authenticity {
        ENFORCED,
        OFF
    }

    /** Where the tokens of a cloud come from. */
    record Cloud(URI metadata, String issuer) {}

    public WebhookProperties {
        check("public", publicMetadata);
        check("us-government", usGovernmentMetadata);
        check("china", chinaMetadata);
    }

    private static void check(String cloud, URI metadata) {
        Assert.isTrue(
                KeyDocuments.isSafe(metadata),
                "xbot.webhook." + cloud + "-metadata must be an https URI, or http on this machine");
    }

    boolean isEnforced() {
        return authenticity == Authenticity.ENFORCED;
    }

    Cloud cloud(Partner.Cloud cloud) {
        return switch (cloud) {
            case PUBLIC -> new Cloud(publicMetadata, publicIssuer);
            case US_GOVERNMENT -> new Cloud(usGovernmentMetadata, usGovernmentIssuer);
            case CHINA -> new Cloud(chinaMetadata, chinaIssuer);
        };
    }
}
