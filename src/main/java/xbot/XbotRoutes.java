package xbot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The pod: serves the routes of {@code xbot.routes.directory}. */
@SpringBootApplication(proxyBeanMethods = false)
public class XbotRoutes {

    public static void main(String[] args) {
        SpringApplication.run(XbotRoutes.class, args);
    }
}
