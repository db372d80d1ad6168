package xbot;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import xbot.access.AccessProperties;
import xbot.access.NewKey;
import xbot.access.PartnersLocation;
import xbot.bundle.RoutesProperties;
import xbot.http.HttpProperties;
import xbot.token.CacheProperties;
import xbot.token.TokenProperties;
import xbot.token.UpstreamProperties;

/** The pod: serves the routes of {@code xbot.routes.directory}. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(XbotProperties.class)
public class XbotRoutes {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("new-key")) {
            System.exit(NewKey.run(System.out));
        }
        SpringApplication.run(XbotRoutes.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    HttpProperties httpProperties(XbotProperties xbot) {
        return xbot.http();
    }

    @Bean
    RoutesProperties routesProperties(XbotProperties xbot) {
        return xbot.routes();
    }

    @Bean
    PartnersLocation partnersLocation(XbotProperties xbot) {
        return new PartnersLocation(xbot.partnersFile());
    }

    @Bean
    AccessProperties accessProperties(XbotProperties xbot) {
        return xbot.access();
    }

    @Bean
    TokenProperties tokenProperties(XbotProperties xbot) {
        return xbot.token();
    }

    @Bean
    CacheProperties cacheProperties(XbotProperties xbot) {
        return xbot.cache();
    }

    @Bean
    UpstreamProperties upstreamProperties(XbotProperties xbot) {
        return xbot.upstream();
    }
}
