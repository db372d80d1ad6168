package xbot;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import xbot.front.TrafficServer;
import xbot.simulator.DirectLineSimulator;
import xbot.site.DemoClock;
import xbot.site.PartnerSite;
import xbot.site.StepTrace;
import xbot.site.XbotCore;

/** Shows the pod to the site and to the bots' channel, says how to try both when they are ready, and ends the demo's own parts with the pod. */
final class DemoCompanion implements SpringApplicationRunListener {

    private static final String GREETING = """

            The pod runs, with a simulated Direct Line at %1$s. Open the chat site in a browser:

              Chat site   %2$s
              API         %3$s
              API, live   http://127.0.0.1:%4$s/docs
              Management  http://127.0.0.1:%4$s/actuator/health, http://127.0.0.1:%4$s/actuator/prometheus

            Try it:

            curl -i %3$s \\
              -H 'Content-Type: application/json' \\
              -H 'x-api-key: test-gateway-key-a4b' -H 'xp-api-key: test-partner-key-a4b' \\
              -d @src/test/demo/init-request.json

            """;

    private final DirectLineSimulator simulator;
    private final PartnerSite site;
    private final XbotCore core;
    private final DemoClock clock;
    private final StepTrace trace;

    DemoCompanion(DirectLineSimulator simulator, PartnerSite site, XbotCore core, DemoClock clock, StepTrace trace) {
        this.simulator = simulator;
        this.site = site;
        this.core = core;
        this.clock = clock;
        this.trace = trace;
    }

    @Override
    public void contextPrepared(ConfigurableApplicationContext context) {
        var spring = (GenericApplicationContext) context;
        // Beans are closed after the traffic server has drained, so requests in flight still get their token.
        spring.registerBean(DirectLineSimulator.class, () -> simulator);
        spring.registerBean(PartnerSite.class, () -> site);
        spring.registerBean(XbotCore.class, () -> core);
        spring.registerBean("demoClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        spring.registerBean(StepTrace.class, () -> trace);
        DemoDocs.addTo(context);
        // what is given by argument or environment wins
        context.getEnvironment()
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new MapPropertySource("demo", core.settingsOfThePod()));
    }

    @Override
    public void ready(ConfigurableApplicationContext context, Duration timeTaken) {
        var pod = URI.create(
                "http://127.0.0.1:" + context.getBean(TrafficServer.class).port());
        site.podIsAt(pod);
        XbotCore.connect(simulator, pod, XbotRoutesDemo.PARTNERS);
        System.out.print(greeting(pod, context.getEnvironment().getProperty("local.server.port")));
    }

    String greeting(URI pod, String managementPort) {
        var api = pod.resolve("/partner/xpbot/api/webchat/initForClient");
        return GREETING.formatted(simulator.baseUri(), site.uri(), api, managementPort);
    }

    @Override
    public void failed(ConfigurableApplicationContext context, Throwable failure) {
        site.close();
        core.close();
        simulator.close();
    }
}
