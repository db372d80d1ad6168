package xbot.contract;

import java.util.List;

/** What every answer of the API looks like. */
public sealed interface Envelope {

    /** The answer to a request that got its token. */
    record Success(int status, Data data) implements Envelope {
        public Success(Data data) {
            this(0, data);
        }
    }

    /** @param expiresIn whole seconds that are left of the token */
    record Data(String conversationId, String userId, String token, long expiresIn) {}

    /** The answer to a request that got none. */
    record Failure(int status, String code, String message, String requestId, List<InvalidRequest.Finding> errors)
            implements Envelope {
        public Failure(String code, String message, String requestId, List<InvalidRequest.Finding> errors) {
            this(1, code, message, requestId, errors);
        }
    }
}
