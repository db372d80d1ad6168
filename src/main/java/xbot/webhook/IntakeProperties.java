package xbot.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code xbot.intake.*}: where the webhooks hand events on. The routes read these by their placeholders.
 *
 * @param zaloUri takes the events of Zalo
 * @param azbotUri takes the activities of Azure Bot Service
 */
@ConfigurationProperties("xbot.intake")
public record IntakeProperties(
        @DefaultValue("http://" + IntakeCheck.NOT_SET) String zaloUri,
        @DefaultValue("http://" + IntakeCheck.NOT_SET) String azbotUri) {

    public IntakeProperties {
        check("zalo", zaloUri);
        check("azbot", azbotUri);
    }

    private static void check(String sender, String uri) {
        Assert.isTrue(
                uri.matches("https?://[^/\\s]\\S*"), "xbot.intake." + sender + "-uri must be an http or https URI");
    }
}
