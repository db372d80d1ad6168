package xbot.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code xbot.intake.*}: where the webhooks hand events on. The routes read these by their placeholders.
 *
 * @param zaloUri takes the events of Zalo
 * @param azbotUri takes the activities of Azure Bot Service
 */
@ConfigurationProperties("xbot.intake")
public record IntakeProperties(
        @DefaultValue("http://" + IntakeCheck.NOT_SET) String zaloUri,
        @DefaultValue("http://" + IntakeCheck.NOT_SET) String azbotUri) {}
