package xbot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

    /**
     * Tomcat asks for two folders. With a name of their own for each start, those of a pod that was killed would stay in
     * its /tmp, which outlives the container.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementFolder(
            @Value("${java.io.tmpdir}/xbot-management-${server.port}") Path folder, @Value("${server.port}") int port) {
        return factory -> {
            // on a free port there may be many
            if (port != 0) {
                factory.setBaseDirectory(folder.toFile());
                factory.setDocumentRoot(emptyFolder(folder.resolve("empty")));
            }
        };
    }

    /**
     * /actuator/configprops shows what is in force of this project's own settings. They name files and no secrets, but
     * an address may have a password in it; settings of others may be anything.
     */
    @Bean
    static SanitizingFunction ownSettingsOnly() {
        return setting -> setting.getKey().startsWith("xbot.")
                        && !String.valueOf(setting.getValue()).contains("@")
                ? setting
                : setting.withSanitizedValue();
    }

    private static File emptyFolder(Path folder) {
        try {
            return Files.createDirectories(folder).toFile();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot make the folder " + folder, e);
        }
    }
}
