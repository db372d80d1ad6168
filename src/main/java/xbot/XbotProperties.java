package xbot;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import xbot.access.AccessProperties;
import xbot.front.HttpProperties;
import xbot.routes.RoutesProperties;
import xbot.token.CacheProperties;
import xbot.token.TokenProperties;
import xbot.token.UpstreamProperties;

/** Everything under {@code xbot.}; a key that is not here stops the start. */
@ConfigurationProperties(prefix = "xbot", ignoreUnknownFields = false)
record XbotProperties(
        @DefaultValue HttpProperties http,
        @DefaultValue RoutesProperties routes,
        Path partnersFile,
        @DefaultValue AccessProperties access,
        @DefaultValue TokenProperties token,
        @DefaultValue CacheProperties cache,
        @DefaultValue UpstreamProperties upstream) {

    XbotProperties {
        if (partnersFile == null) {
            throw new IllegalArgumentException(
                    "xbot.partners-file is required: start with --xbot.partners-file=FILE, see README.md");
        }
    }
}
