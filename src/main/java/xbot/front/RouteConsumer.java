package xbot.front;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.Method;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import xbot.contract.ExchangeProperties;

/**
 * The head of one {@code platform-http} route: says which requests are the route's, and hands them to it without a
 * thread that waits for the answer. Camel's own consumer keeps one until then, so a slow upstream would starve requests
 * that need none.
 */
final class RouteConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^/}]+)}");

    private final Collection<RouteConsumer> table;
    private final List<String> parameters = new ArrayList<>();
    private final Pattern path;
    private final Set<String> methods;

    /** @param table holds this one while its route runs */
    RouteConsumer(PlatformHttpEndpoint endpoint, Processor processor, Collection<RouteConsumer> table) {
        super(endpoint, processor);
        this.table = table;
        this.path = Pattern.compile(pattern(endpoint));
        this.methods = Method.parseList(endpoint.getHttpMethodRestrict()).stream()
                .map(Method::name)
                .collect(Collectors.toSet());
    }

    private String pattern(PlatformHttpEndpoint endpoint) {
        String given = endpoint.getPath();
        boolean prefix = endpoint.isMatchOnUriPrefix() || given.endsWith("*");
        String exact = given.endsWith("*") ? given.substring(0, given.length() - 1) : given;
        StringBuilder pattern = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(exact);
        int from = 0;
        while (parameter.find()) {
            pattern.append(Pattern.quote(exact.substring(from, parameter.start())))
                    .append("([^/]+)");
            parameters.add(parameter.group(1).toLowerCase(Locale.ROOT));
            from = parameter.end();
        }
        return pattern.append(Pattern.quote(exact.substring(from)))
                .append(prefix ? ".*" : "")
                .toString();
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        table.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        table.remove(this);
        super.doStop();
    }

    boolean isAt(String requestPath) {
        return path.matcher(requestPath).matches();
    }

    Set<String> methods() {
        return methods;
    }

    /**
     * Hands the request to the route.
     *
     * @param body null where it is too large and was not read
     */
    void run(ServedRequest request, byte[] body, RouteRuns runs) {
        if (isSuspended()) {
            request.refuse(TransportRules.UNAVAILABLE);
            request.leaveRoute();
            return;
        }
        Exchange exchange = createExchange(false);
        RouteExchange message = new RouteExchange(exchange);
        message.receive(
                request.http.method().name(), request.http.path(), request.http.query(), request.http.headers(), body);
        if (!parameters.isEmpty()) {
            message.receive(parametersOf(request.http.path()));
        }
        exchange.setProperty(ExchangeProperties.REQUEST_ID, request.id);
        exchange.setProperty(ExchangeProperties.PEER, request.peer);
        exchange.setProperty(ExchangeProperties.BODY_TOO_LARGE, body == null ? true : null);
        if (request.trace != null) {
            request.trace.enter(exchange, getEndpoint().getPath());
        }
        runs.start(new RouteRun(this, request, body, exchange, message, runs));
    }

    void process(Exchange exchange, AsyncCallback callback) {
        try {
            createUoW(exchange);
            getAsyncProcessor().process(exchange, callback);
        } catch (Throwable e) {
            exchange.setException(e);
            callback.done(false);
        }
    }

    void release(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }

    private Map<String, String> parametersOf(String requestPath) {
        Matcher matcher = path.matcher(requestPath);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; matcher.matches() && i < parameters.size(); i++) {
            values.put(parameters.get(i), matcher.group(i + 1));
        }
        return values;
    }
}
