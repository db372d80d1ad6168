package xbot.token.directline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import xbot.token.Token;

/** Reads the body of an answer of Direct Line to generate or refresh, and believes none of it unchecked. */
final class TokenReader {

    static final int MAX_SIZE = 64 * 1024;
    private static final int MAX_CONVERSATION_ID = 256;
    private static final int MAX_TOKEN = 16 * 1024;
    private static final int MIN_SECONDS = 60;
    private static final int MAX_SECONDS = 86_400;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);

    private TokenReader() {}

    /**
     * @param sentUserId the user id that was sent to generate, null where none was
     * @throws UpstreamFailure the body is no token for this user
     */
    static Token read(byte[] body, String sentUserId, Instant receivedAt) throws UpstreamFailure {
        if (body == null || body.length == 0 || body.length > MAX_SIZE) {
            throw UpstreamFailure.invalid("the body is empty or over 64 KiB");
        }
        JsonNode answer = parse(body);
        check(
                answer != null && answer.isObject() && !answer.hasNonNull("error"),
                "no JSON object or one with an error");
        String conversationId = text(answer, "conversationId", MAX_CONVERSATION_ID);
        String value = text(answer, "token", MAX_TOKEN);
        JsonNode expiresIn = answer.path("expires_in");
        check(expiresIn.isIntegralNumber() && expiresIn.canConvertToInt(), "expires_in is no integer");
        int seconds = expiresIn.intValue();
        check(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS, "expires_in is not between 60 and 86400");
        checkClaims(value, conversationId, sentUserId);
        Duration lifetime = Duration.ofSeconds(seconds);
        return new Token(conversationId, value, receivedAt.plus(lifetime), lifetime);
    }

    private static String text(JsonNode answer, String name, int maxLength) throws UpstreamFailure {
        JsonNode node = answer.path(name);
        check(node.isTextual(), name + " is no string");
        String text = node.textValue();
        boolean visible = text.chars().allMatch(c -> c > ' ' && c < 127);
        check(!text.isEmpty() && text.length() <= maxLength && visible, name + " is blank, too long or not plain");
        return text;
    }

    /**
     * A token that is a JWT must be for the conversation that it came with and for the user that was asked for. Its
     * signature cannot be checked: Direct Line publishes no key set. Tokens that are no JWT exist and are taken as such.
     */
    private static void checkClaims(String value, String conversationId, String sentUserId) throws UpstreamFailure {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 3 || !isJsonObject(parts[0])) {
            return;
        }
        JsonNode claims = decode(parts[1]);
        check(claims != null && claims.isObject(), "the JWT has no claims");
        check(conversationId.equals(claims.path("conv").asText(null)), "the JWT is for another conversation");
        check(
                sentUserId == null
                        || !claims.has("user")
                        || sentUserId.equals(claims.path("user").asText(null)),
                "the JWT is for another user");
    }

    private static boolean isJsonObject(String part) {
        JsonNode node = decode(part);
        return node != null && node.isObject();
    }

    private static JsonNode decode(String part) {
        try {
            return parse(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readValue(json);
        } catch (IOException e) {
            return null;
        }
    }

    private static void check(boolean holds, String otherwise) throws UpstreamFailure {
        if (!holds) {
            throw UpstreamFailure.invalid(otherwise);
        }
    }
}
