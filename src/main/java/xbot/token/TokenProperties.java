package xbot.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code xbot.token.*}.
 *
 * @param minRemaining a cached token with less left is refreshed. Direct Line's own client refreshes every 15 minutes
 *     whatever {@code expiresIn} says, so a token with less than that dies in the browser.
 */
@ConfigurationProperties("xbot.token")
public record TokenProperties(@DefaultValue("20m") Duration minRemaining) {

    public TokenProperties {
        Assert.isTrue(minRemaining.compareTo(Duration.ZERO) > 0, "xbot.token.min-remaining must be positive");
    }
}
