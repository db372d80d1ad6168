package xbot.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes an envelope as UTF-8 JSON. */
public final class EnvelopeWriter {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

    private EnvelopeWriter() {}

    public static byte[] write(Envelope envelope) {
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an envelope that cannot be written", e);
        }
    }
}
