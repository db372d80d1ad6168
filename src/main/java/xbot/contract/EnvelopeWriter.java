package xbot.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/** Writes an envelope as UTF-8 JSON, member by member: every answer is one, and data binding would cost it more. */
public final class EnvelopeWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private EnvelopeWriter() {}

    public static byte[] write(Envelope envelope) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (envelope instanceof Envelope.Success success) {
                write(json, success);
            } else {
                write(json, (Envelope.Failure) envelope);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("an envelope that cannot be written", e);
        }
        return bytes.getClearAndRelease();
    }

    private static void write(JsonGenerator json, Envelope.Success success) throws IOException {
        Envelope.Data data = success.data();
        json.writeNumberField("status", success.status());
        json.writeObjectFieldStart("data");
        json.writeStringField("conversationId", data.conversationId());
        json.writeStringField("userId", data.userId());
        json.writeStringField("token", data.token());
        json.writeNumberField("expiresIn", data.expiresIn());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Envelope.Failure failure) throws IOException {
        json.writeNumberField("status", failure.status());
        json.writeStringField("code", failure.code());
        json.writeStringField("message", failure.message());
        json.writeStringField("requestId", failure.requestId());
        if (!failure.errors().isEmpty()) {
            json.writeArrayFieldStart("errors");
            for (InvalidRequest.Finding finding : failure.errors()) {
                json.writeStartObject();
                json.writeStringField("pointer", finding.pointer());
                json.writeStringField("message", finding.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
