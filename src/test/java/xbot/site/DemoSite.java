package xbot.site;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import xbot.Pod;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

/** The demo's site and its backend with a pod and a simulated Direct Line, for the tests of one class. */
final class DemoSite implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final DemoClock clock = new DemoClock();
    private DirectLineSimulator directLine;
    private XbotCore core;
    private PartnerSite site;
    private Pod pod;
    private int users;

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
        var trace = new StepTrace();
        directLine = DirectLineSimulator.start(
                Settings.of("test-direct-line-secret-a4b", "a4b-bot").withClock(clock));
        core = XbotCore.start(directLine);
        site = PartnerSite.start("127.0.0.1", 0, directLine, clock, trace);
        pod = SpringApplication.withHook(
                application -> new Traced(trace), () -> Pod.start(partners(directLine.baseUri()), clock, settings()));
        XbotCore.connect(directLine, pod.uri("/"), List.of("a4b"));
        site.podIsAt(pod.uri("/"));
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        directLine.fault(Fault.NONE);
    }

    @Override
    public void afterAll(ExtensionContext test) {
        pod.close();
        site.close();
        core.close();
        directLine.close();
    }

    URI uri() {
        return site.uri();
    }

    DirectLineSimulator directLine() {
        return directLine;
    }

    DemoClock clock() {
        return clock;
    }

    SiteClient browser() {
        return new SiteClient(site.uri());
    }

    String newUser() {
        return "user" + ++users;
    }

    private String[] settings() {
        return core.settingsOfThePod().entrySet().stream().map(Object::toString).toArray(String[]::new);
    }

    Pod pod() {
        return pod;
    }

    private static String partners(URI directLine) {
        var elsewhere = Pod.partner("elsewhere", directLine).replace("[127.0.0.0/8, \"::1/128\"]", "[203.0.113.0/24]");
        var senders =
                "    zalo: {app-id: \"2553928453557884079\", secret: test-zalo-secret-a4b}\n    bot: {app-id: a4b-bot}\n";
        return "partners:\n" + Pod.partner("a4b", directLine) + senders + elsewhere;
    }

    private record Traced(StepTrace trace) implements SpringApplicationRunListener {
        @Override
        public void contextPrepared(ConfigurableApplicationContext context) {
            ((GenericApplicationContext) context).registerBean(StepTrace.class, () -> trace);
        }
    }
}
