package xbot.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;

/** Calls the simulator as token servers and chat clients do. */
final class SimulatorClient {

    static final String SECRET = "test-secret-a4b";
    static final String USER = "XCHATBOT.A4B.WEBCHAT.nguyenvana";
    static final String BOUND = """
            {"user": {"id": "%s", "name": "Nguyễn Văn A"}, "trustedOrigins": []}""".formatted(USER);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUri;

    SimulatorClient(URI baseUri) {
        this.baseUri = baseUri;
    }

    record Chat(String id, String token) {
        String path() {
            return "/conversations/" + id;
        }
    }

    Chat startChat() throws IOException, InterruptedException {
        var body = generate(BOUND);
        post("/conversations", body.getString("token"), "");
        return new Chat(body.getString("conversationId"), body.getString("token"));
    }

    JsonObject generate(String body) throws IOException, InterruptedException {
        return new JsonObject(post("/tokens/generate", SECRET, body).body());
    }

    JsonObject refresh(String token) throws IOException, InterruptedException {
        return new JsonObject(post("/tokens/refresh", token, "").body());
    }

    HttpResponse<String> post(String path, String bearer, String body) throws IOException, InterruptedException {
        return send(directLine(path).header("Authorization", "Bearer " + bearer).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String bearer) throws IOException, InterruptedException {
        return send(directLine(path).header("Authorization", "Bearer " + bearer));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder directLine(String path) {
        return to("/v3/directline" + path);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(baseUri.resolve(path));
    }

    /** Puts each frame into the queue. */
    WebSocket listen(String uri, BlockingQueue<String> frames) {
        var listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                frames.add(text.toString());
                return WebSocket.Listener.super.onText(socket, text, last);
            }
        };
        return client.newWebSocketBuilder()
                .buildAsync(URI.create(uri), listener)
                .join();
    }
}
