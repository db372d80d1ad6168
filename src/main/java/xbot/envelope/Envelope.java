package xbot.envelope;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** What every answer of the API looks like. */
public sealed interface Envelope {

    /** The answer to a request that got its token. */
    @JsonPropertyOrder({"status", "data"})
    record Success(int status, Data data) implements Envelope {
        public Success(Data data) {
            this(0, data);
        }
    }

    /** @param expiresIn whole seconds that are left of the token */
    @JsonPropertyOrder({"conversationId", "userId", "token", "expiresIn"})
    record Data(String conversationId, String userId, String token, long expiresIn) {}

    /** The answer to a request that got none. */
    @JsonPropertyOrder({"status", "code", "message", "requestId", "errors"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Failure(int status, String code, String message, String requestId, List<InvalidRequest.Finding> errors)
            implements Envelope {
        public Failure(String code, String message, String requestId, List<InvalidRequest.Finding> errors) {
            this(1, code, message, requestId, errors);
        }
    }
}
