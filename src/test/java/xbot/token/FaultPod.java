package xbot.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import xbot.Pod;
import xbot.tools.cases.MovableClock;

/**
 * A pod whose partners each have a Direct Line of their own: what one did to breaker, throttle and retry budget does
 * not reach another.
 */
final class FaultPod implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-07-01T08:00:00Z"));
    private final Map<String, FaultServer> servers = new HashMap<>();
    private final StringBuilder partners = new StringBuilder("partners:\n");
    private Pod pod;

    FaultPod partner(String id, FaultServer.Behaviour behaviour, String... directLine) {
        FaultServer server = FaultServer.start(behaviour);
        servers.put(id, server);
        return partner(id, server.uri(), directLine);
    }

    /** @param directLine more lines for {@code direct-line} */
    FaultPod partner(String id, URI uri, String... directLine) {
        partners.append(Pod.partner(id, uri));
        for (String line : directLine) {
            partners.append("      ").append(line).append('\n');
        }
        return this;
    }

    FaultPod start(String... properties) {
        pod = Pod.start(partners.toString(), clock, properties);
        return this;
    }

    Pod pod() {
        return pod;
    }

    MovableClock clock() {
        return clock;
    }

    FaultServer directLine(String partner) {
        return servers.get(partner);
    }

    /** How often Direct Line was asked for this partner. */
    int asked(String partner) {
        return directLine(partner).requests().size();
    }

    double calls(String partner, String call, String outcome) {
        return pod.metric("xbot_upstream_seconds_count{call=\"" + call + "\",outcome=\"" + outcome + "\",partner=\""
                + partner + "\"}");
    }

    double tokens(String partner, String source) {
        return pod.metric("xbot_tokens_total{partner=\"" + partner + "\",source=\"" + source + "\"}");
    }

    HttpResponse<String> init(String partner, String userId) {
        return pod.init(partner, userId);
    }

    CompletableFuture<HttpResponse<String>> initAsync(String partner, String userId) {
        return Pod.client().sendAsync(pod.request(partner, Pod.body(userId)), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> newConversation(String partner, String userId) {
        HttpRequest request = HttpRequest.newBuilder(pod.request(partner, Pod.body(userId)), (name, value) -> true)
                .uri(pod.uri(Pod.PATH + "?newConversation=true"))
                .build();
        return Pod.client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode data(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError("expected 200 but was " + response.statusCode() + ": " + response.body());
        }
        return json(response.body()).path("data");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long retryAfter(HttpResponse<String> response) {
        return response.headers().firstValueAsLong("Retry-After").orElse(-1);
    }

    @Override
    public void close() throws IOException {
        pod.close();
        for (FaultServer server : servers.values()) {
            server.close();
        }
    }
}
