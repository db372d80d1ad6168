package xbot.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls the site as a browser with a cookie jar does. */
final class SiteClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI site;

    SiteClient(URI site) {
        this.site = site;
    }

    JsonNode login(String name) throws IOException, InterruptedException {
        return json(post("/api/login", JSON.createObjectNode().put("name", name).toString()));
    }

    JsonNode token(String as) throws IOException, InterruptedException {
        return json(post("/api/token", JSON.createObjectNode().put("as", as).toString()));
    }

    JsonNode json(String path, String body) throws IOException, InterruptedException {
        return json(post(path, body));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(site + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new AssertionError("the site answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
