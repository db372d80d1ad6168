package xbot.trace;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** A collector that takes spans by OTLP over HTTP, and keeps every byte. */
final class Collector implements AutoCloseable {

    /** A span with its names as text. */
    record Seen(
            String name,
            Span.SpanKind kind,
            String traceId,
            String id,
            String parentId,
            String traceState,
            boolean failed,
            Map<String, String> attributes) {

        private static Seen of(Span span) {
            return new Seen(
                    span.getName(),
                    span.getKind(),
                    hex(span.getTraceId()),
                    hex(span.getSpanId()),
                    hex(span.getParentSpanId()),
                    span.getTraceState(),
                    span.getStatus().getCodeValue() == 2,
                    values(span.getAttributesList()));
        }

        String outcome() {
            return attributes.getOrDefault("xbot.cache.outcome", attributes.get("xbot.upstream.outcome"));
        }
    }

    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() {
        try {
            Collector collector =
                    new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange call) throws IOException {
        headers.add(call.getRequestMethod() + " " + Map.copyOf(call.getRequestHeaders()));
        bodies.add(call.getRequestBody().readAllBytes());
        call.sendResponseHeaders(200, -1);
        call.close();
    }

    /** What turns traces on, with all of them recorded and sent at once. */
    String[] properties(String... more) {
        List<String> all = new CopyOnWriteArrayList<>(List.of(
                "management.otlp.tracing.endpoint=" + endpoint(),
                "management.tracing.sampling.probability=1.0",
                "management.tracing.opentelemetry.export.schedule-delay=20ms"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** The spans of this trace, once that of its request is there, which ends last. */
    List<Seen> trace(String traceId) {
        return await().until(
                        () -> spans().stream()
                                .filter(span -> span.traceId().equals(traceId))
                                .toList(),
                        spans -> spans.stream().anyMatch(span -> span.kind() == Span.SpanKind.SPAN_KIND_SERVER));
    }

    List<Seen> spans() {
        return requests().stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(Seen::of)
                .toList();
    }

    Map<String, String> resource() {
        return values(requests().get(0).getResourceSpans(0).getResource().getAttributesList());
    }

    private List<ExportTraceServiceRequest> requests() {
        return bodies.stream().map(Collector::parse).toList();
    }

    private static ExportTraceServiceRequest parse(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that came: requests, headers and bodies. */
    String everything() {
        return String.join("\n", headers)
                + bodies.stream()
                        .map(body -> new String(body, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> values(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, a -> text(a.getValue()), (a, b) -> b, TreeMap::new));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    static String newTraceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong(1, Long.MAX_VALUE))
                + HexFormat.of().toHexDigits(random.nextLong(1, Long.MAX_VALUE));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The span of the request itself. */
    static Seen request(List<Seen> trace) {
        return trace.stream()
                .filter(span -> span.kind() == Span.SpanKind.SPAN_KIND_SERVER)
                .findFirst()
                .orElseThrow();
    }

    /** Its children by name and outcome, in the order in which they ended. */
    static List<String> steps(List<Seen> trace) {
        return trace.stream()
                .filter(span -> span.kind() != Span.SpanKind.SPAN_KIND_SERVER)
                .map(span -> span.name() + " " + span.outcome())
                .toList();
    }
}
