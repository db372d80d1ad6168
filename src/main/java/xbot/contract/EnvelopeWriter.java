package xbot.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/**
 * Writes what every answer of the API looks like, as UTF-8 JSON, member by member: data binding would cost each answer
 * more.
 */
public final class EnvelopeWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private EnvelopeWriter() {}

    /**
     * The answer to a request that got its token.
     *
     * @param expiresIn whole seconds that are left of the token
     */
    public static byte[] success(String conversationId, String userId, String token, long expiresIn) {
        return write(json -> {
            json.writeNumberField("status", 0);
            json.writeObjectFieldStart("data");
            json.writeStringField("conversationId", conversationId);
            json.writeStringField("userId", userId);
            json.writeStringField("token", token);
            json.writeNumberField("expiresIn", expiresIn);
            json.writeEndObject();
        });
    }

    /** The answer to a request that got none. */
    public static byte[] failure(Refusal refusal, String requestId) {
        return write(json -> {
            json.writeNumberField("status", 1);
            json.writeStringField("code", refusal.code());
            json.writeStringField("message", refusal.getMessage());
            json.writeStringField("requestId", requestId);
            if (!refusal.findings().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (InvalidRequest.Finding finding : refusal.findings()) {
                    json.writeStartObject();
                    json.writeStringField("pointer", finding.pointer());
                    json.writeStringField("message", finding.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        });
    }

    private static byte[] write(Members members) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("an envelope that cannot be written", e);
        }
        return bytes.getClearAndRelease();
    }
}
