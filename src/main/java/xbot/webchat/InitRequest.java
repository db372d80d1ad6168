package xbot.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * What a partner tells about its user.
 *
 * @param id the partner's own id of the user
 * @param name null where the partner gives none
 * @param userInfo all that was given, without the members that are null or ""
 */
public record InitRequest(String id, String name, JsonNode userInfo) {

    public InitRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userInfo, "userInfo");
    }

    static InitRequest of(JsonNode body) {
        JsonNode userInfo = body.path("userInfo");
        return new InitRequest(
                userInfo.path("id").textValue(), userInfo.path("name").textValue(), userInfo);
    }

    /** Nothing of the user: a log line may get this by accident. */
    @Override
    public String toString() {
        return "InitRequest";
    }
}
