package xbot;

import java.io.File;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

    /** Tomcat would make a second folder, with a new name for each start; nothing of either is served. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementFolder(
            @Value("${server.tomcat.basedir}") File folder) {
        return factory -> factory.setDocumentRoot(folder);
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
}
