package xbot.routes;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code xbot.routes.*}: where the route set comes from.
 *
 * @param directory all files in it together are the route set
 * @param reload whether a change of their content is taken over while running
 * @param pollInterval how often their content is looked at
 */
@ConfigurationProperties("xbot.routes")
public record RoutesProperties(
        @DefaultValue("routes") Path directory,
        @DefaultValue("true") boolean reload,
        @DefaultValue("2s") Duration pollInterval) {

    public RoutesProperties {
        if (pollInterval.toMillis() < 100) {
            throw new IllegalArgumentException("xbot.routes.poll-interval must be at least 100ms");
        }
    }
}
