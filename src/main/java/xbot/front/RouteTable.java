package xbot.front;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import xbot.contract.Code;
import xbot.contract.Refusal;

/** The {@code platform-http} routes of one Camel context, by path and method. */
public final class RouteTable implements PlatformHttpEngine {

    private final List<RouteConsumer> consumers = new CopyOnWriteArrayList<>();

    private RouteTable() {}

    /** To be called before routes are added to the context. */
    public static RouteTable attach(CamelContext camel) {
        RouteTable table = new RouteTable();
        camel.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, table);
        return table;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new RouteConsumer(endpoint, processor, consumers);
    }

    public boolean has(String method, String path) {
        return consumers.stream()
                .anyMatch(consumer -> consumer.isAt(path) && consumer.methods().contains(method));
    }

    /** The route that takes the request; null where the request is refused because none does. */
    RouteConsumer find(ServedRequest request) {
        String path = request.http.path();
        String method = request.http.method().name();
        Set<String> allowed = new TreeSet<>();
        for (RouteConsumer consumer : consumers) {
            if (consumer.isAt(path)) {
                if (consumer.methods().contains(method)) {
                    return consumer;
                }
                allowed.addAll(consumer.methods());
            }
        }
        request.refuse(
                allowed.isEmpty()
                        ? TransportRules.NOT_FOUND
                        : Refusal.of(Code.METHOD_NOT_ALLOWED, Map.of("Allow", String.join(", ", allowed))));
        return null;
    }
}
