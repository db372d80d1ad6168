package xbot.routes;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code xbot.routes.*}: where the route set comes from.
 *
 * @param directory all files in it together are the route set
 * @param reload whether a change of their content is taken over while running
 * @param pollInterval how often their content is looked at
 * @param probation how long a changed route set is watched beside the one before it; 0: it takes over at once
 * @param callTimeout of a {@code vertx-http} call that names none of its own
 * @param maxConnections of a {@code vertx-http} endpoint that names none of its own
 * @param maxAnswerSize of the answer of such a call; a larger one fails it
 * @param maxHandedOn exchanges that a route works on beside the answers; more are dropped and counted
 * @param retireTimeout what a replaced route set still works on is cut off after that time
 */
@ConfigurationProperties("xbot.routes")
public record RoutesProperties(
        @DefaultValue("routes") Path directory,
        @DefaultValue("true") boolean reload,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("60s") Duration probation,
        @DefaultValue("10s") Duration callTimeout,
        @DefaultValue("100") int maxConnections,
        @DefaultValue("10MB") DataSize maxAnswerSize,
        @DefaultValue("1000") int maxHandedOn,
        @DefaultValue("30s") Duration retireTimeout) {

    public RoutesProperties {
        if (pollInterval.toMillis() < 100) {
            throw new IllegalArgumentException("xbot.routes.poll-interval must be at least 100ms");
        }
        if (probation.isNegative()) {
            throw new IllegalArgumentException("xbot.routes.probation must not be negative");
        }
        if (callTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("xbot.routes.call-timeout must be at least 1ms");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("xbot.routes.max-connections must be at least 1");
        }
        if (maxAnswerSize.toBytes() < 1) {
            throw new IllegalArgumentException("xbot.routes.max-answer-size must be at least 1 byte");
        }
        if (maxHandedOn < 1) {
            throw new IllegalArgumentException("xbot.routes.max-handed-on must be at least 1");
        }
    }
}
