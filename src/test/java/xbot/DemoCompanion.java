package xbot;

import java.time.Duration;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.function.RouterFunction;
import xbot.simulator.DirectLineSimulator;

/** Says how to try the pod when it is ready, and ends its Direct Line when the pod has ended. */
final class DemoCompanion implements SpringApplicationRunListener {

    private static final String GREETING = """

            The pod serves %1$s, with a simulated Direct Line at %2$s. Try it:

            curl -i %1$s/partner/xpbot/api/webchat/initForClient \\
              -H 'Content-Type: application/json' \\
              -H 'x-api-key: test-gateway-key-a4b' -H 'xp-api-key: test-partner-key-a4b' \\
              -d @src/test/demo/init-request.json

            or in a browser, from the API's description: %3$s/docs

            """;

    private final DirectLineSimulator simulator;

    DemoCompanion(DirectLineSimulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void contextPrepared(ConfigurableApplicationContext context) {
        // A bean is closed after the traffic server has drained, so requests in flight still get their token.
        ((GenericApplicationContext) context).registerBean(DirectLineSimulator.class, () -> simulator);
        ((GenericApplicationContext) context)
                .registerBean("demoDocs", RouterFunction.class, () -> DemoDocs.of(context));
    }

    @Override
    public void ready(ConfigurableApplicationContext context, Duration timeTaken) {
        var port = context.getEnvironment().getProperty("xbot.http.port", "8080");
        var management = context.getEnvironment().getProperty("local.server.port");
        System.out.printf(GREETING, "http://127.0.0.1:" + port, simulator.baseUri(), "http://127.0.0.1:" + management);
    }

    @Override
    public void failed(ConfigurableApplicationContext context, Throwable failure) {
        simulator.close();
    }
}
