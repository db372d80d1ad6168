package xbot;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import xbot.tools.Subcommands;

/** The pod: serves the routes of {@code xbot.routes.directory}. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class XbotRoutes {

    public static void main(String[] args) {
        if (Subcommands.isOne(args)) {
            System.exit(Subcommands.run(XbotRoutes.class, args, System.out, System.err));
        }
        try {
            SpringApplication.run(XbotRoutes.class, args);
        } catch (RuntimeException e) {
            // Spring has said why; threads that were started meanwhile must not keep a dead pod alive
            System.exit(1);
        }
        // a cluster stops a pod by SIGTERM, for which the JVM alone ends with 143, as if it had failed
        SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
    }

    @Bean
    static UnknownSettings unknownSettings(ConfigurableEnvironment environment) {
        return new UnknownSettings(environment);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
