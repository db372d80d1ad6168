package peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The users' tokens; Caffeine generates a missing one once, however many requests wait for it. */
@Component
final class Tokens {

    private static final int MIN_REMAINING = 20 * 60;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Generated(
            String conversationId,
            String token,
            @JsonProperty("expires_in") int expiresIn) {}

    private final Cache<String, Token> cache = Caffeine.newBuilder()
            .maximumSize(200_000)
            .expireAfter(Expiry.creating(
                    (String key, Token token) -> Duration.ofSeconds(Math.max(0, token.lifetime() - MIN_REMAINING))))
            .build();
    private final RestClient client;

    Tokens(RestClient.Builder builder) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build());
        requests.setReadTimeout(Duration.ofSeconds(8));
        client = builder.requestFactory(requests).build();
    }

    Token of(Partner partner, String userId, String name) {
        return cache.get(partner.id() + "/" + userId, key -> generate(partner, userId, name));
    }

    private Token generate(Partner partner, String userId, String name) {
        try {
            Generated answer = client.post()
                    .uri(partner.directLine() + "/v3/directline/tokens/generate")
                    .header("Authorization", "Bearer " + partner.secret())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("user", name == null ? Map.of("id", userId) : Map.of("id", userId, "name", name)))
                    .retrieve()
                    .body(Generated.class);
            if (answer == null || answer.conversationId == null || answer.token == null || answer.expiresIn < 60) {
                throw new Refusal(502, "UPSTREAM_ERROR", "Direct Line gave no token");
            }
            return new Token(answer.conversationId, answer.token, System.nanoTime(), answer.expiresIn);
        } catch (RestClientException e) {
            throw new Refusal(503, "UPSTREAM_UNAVAILABLE", "Direct Line cannot be reached");
        }
    }
}
