package xbot.tools.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.DefaultConsumer;
import xbot.contract.ExchangeProperties;
import xbot.front.RouteExchange;
import xbot.token.Token;

/** One case on its way through a route set that is made for it. */
final class CaseRun {

    /**
     * What came of it.
     *
     * @param cause what the route met, or null
     * @param place the step that met it
     */
    record Result(
            RouteCase routeCase,
            List<Judgement.Difference> differences,
            Throwable cause,
            Optional<String> place,
            Duration took) {

        boolean isOk() {
            return differences.isEmpty();
        }
    }

    private record Sent(Exchange exchange, RouteExchange answer) {}

    private final CasePod pod;
    private final RouteCase routeCase;
    private final CaseLog log = new CaseLog();
    private final MockAnswerer answerer;

    CaseRun(CasePod pod, RouteCase routeCase) {
        this.pod = pod;
        this.routeCase = routeCase;
        answerer = new MockAnswerer(pod.clock());
    }

    /** @param coverage learns which steps were reached */
    Result run(Coverage coverage) throws Exception {
        long began = System.nanoTime();
        pod.clock().set(routeCase.given().clock());
        pod.renew(routeCase.file().partners());
        Judgement judgement = new Judgement(routeCase);
        ModelCamelContext camel = pod.routes().start(log, routeCase.mocks(), answerer);
        Throwable cause;
        try {
            cause = run(camel, judgement);
        } finally {
            camel.stop();
            coverage.reached(routeCase.name(), log.steps());
        }
        return new Result(
                routeCase,
                judgement.differences(),
                cause,
                log.placeOf(cause),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private Throwable run(ModelCamelContext camel, Judgement judgement) throws Exception {
        Cache<Object, Object> cache = pod.cache();
        routeCase.given().cache().forEach((key, token) -> cache.put(key, token(token)));
        DefaultConsumer entry =
                (DefaultConsumer) camel.getRoute(routeCase.file().route()).getConsumer();
        for (int before = 1; before < routeCase.request().times(); before++) {
            send(entry);
        }
        Sent sent = send(entry);
        if (sent == null) {
            judgement.noAnswer(log.open());
            log.end();
            return null;
        }
        if (!judgement.isMocked(log)) {
            return null;
        }
        Exchange exchange = sent.exchange();
        if (exchange.getException() == null) {
            judgement.judge(sent.answer());
        } else {
            judgement.unhandled();
        }
        judgement.judge(log);
        if (routeCase.expect().has("cache")) {
            routeCase
                    .expect()
                    .get("cache")
                    .members()
                    .forEach((key, expected) -> judgement.judge(
                            key,
                            expected,
                            cache.get(key) instanceof Token token ? token : null,
                            pod.clock().instant()));
        }
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
    }

    private Token token(RouteCase.CachedToken given) {
        return new Token(
                given.conversationId(),
                given.token(),
                routeCase.given().clock().plus(given.expiresIn()),
                given.lifetime());
    }

    /** As the server does, but without one; null where no answer comes. */
    private Sent send(DefaultConsumer entry) throws Exception {
        answerer.begin();
        RouteCase.CaseRequest request = routeCase.request();
        Exchange exchange = entry.createExchange(false);
        String path = ((PlatformHttpEndpoint) entry.getEndpoint()).getPath();
        Map<String, List<String>> headers = headers();
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> lines.add(Map.entry(name, value))));
        RouteExchange routed = new RouteExchange(exchange);
        routed.receive(request.method(), path, request.query(), lines, request.bytes());
        String requestId =
                headers.getOrDefault("X-Request-Id", List.of("test-request")).get(0);
        exchange.setProperty(ExchangeProperties.REQUEST_ID, requestId);
        exchange.setProperty(ExchangeProperties.PEER, request.peer());
        CompletableFuture<Void> answered = new CompletableFuture<>();
        entry.createUoW(exchange);
        Thread route = new Thread(
                () -> entry.getAsyncProcessor().process(exchange, doneSync -> answered.complete(null)), "case");
        route.setDaemon(true);
        route.start();
        try {
            answered.get(routeCase.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        }
        entry.doneUoW(exchange);
        return new Sent(exchange, routed);
    }

    /** Those of a well-formed request, but for what the case says. */
    private Map<String, List<String>> headers() {
        String partner = routeCase.given().partner();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", List.of("application/json"));
        headers.put("x-api-key", List.of(CasePartners.gatewayKey(partner)));
        headers.put("xp-api-key", List.of(CasePartners.partnerKey(partner)));
        headers.putAll(routeCase.request().headers());
        headers.values().removeIf(values -> values == null || values.isEmpty());
        return headers;
    }
}
