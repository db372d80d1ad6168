package xbot.steps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import xbot.contract.InvalidRequest;

/**
 * Reads a body as RFC 8259 has it and nothing more: one JSON object in UTF-8, each member once, within bounds that no
 * schema can widen. A refusal says what is wrong and, where it is in the syntax, the line and column, never with a word
 * of the body.
 */
public final class StrictJson {

    static final int MAX_DEPTH = 16;
    static final int MAX_VALUES = 1_000;
    static final int MAX_NUMBER_LENGTH = 100;
    public static final int MAX_TEXT_LENGTH = 16_384;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_TEXT_LENGTH)
                            .maxStringLength(MAX_TEXT_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @param body may be null, which is empty */
    public static ObjectNode read(byte[] body) throws InvalidRequest {
        JsonNode document;
        try {
            document = JSON.readTree(body == null ? "" : decode(body));
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
        if (document.isMissingNode()) {
            throw new InvalidRequest("the body is empty");
        }
        if (!(document instanceof ObjectNode object)) {
            throw new InvalidRequest("the body is not a JSON object");
        }
        if (valuesOf(object) > MAX_VALUES) {
            throw new InvalidRequest("the body has more than " + MAX_VALUES + " members and items");
        }
        return object;
    }

    // Jackson would guess the encoding, and its UTF-8 lets encoded surrogates pass
    private static String decode(byte[] body) throws InvalidRequest {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRequest("the body is not UTF-8");
        }
    }

    private static InvalidRequest refusal(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        String fault = "is not valid JSON";
        if (e instanceof StreamConstraintsException) {
            fault = message.contains("NestingDepth")
                    ? "is nested deeper than " + MAX_DEPTH + " levels"
                    : message.contains("NumberLength")
                            ? "has a number of more than " + MAX_NUMBER_LENGTH + " characters"
                            : "has a name or a text of more than " + MAX_TEXT_LENGTH + " characters";
        } else if (e instanceof MismatchedInputException) {
            fault = message.startsWith("Duplicate") ? "has a member twice" : "goes on after its JSON object";
        }
        JsonLocation at = e.getLocation();
        // a limit that is passed has none
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new InvalidRequest("the body " + fault + where);
    }

    /** How many members and items there are, each of which is looked at. */
    private static int valuesOf(JsonNode node) throws InvalidRequest {
        int values = node.size();
        if (node.isTextual()) {
            check(node.textValue());
        } else if (node.isDouble() && Double.isInfinite(node.doubleValue())) {
            throw new InvalidRequest("the body has a number that is out of range");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            check(member.getKey());
        }
        for (JsonNode child : node) {
            values += valuesOf(child);
        }
        return values;
    }

    private static void check(String text) throws InvalidRequest {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidRequest("the body has a NUL character in a name or a text");
            }
            if (Character.isSurrogate(c) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new InvalidRequest("the body has half a surrogate pair in a name or a text");
            }
        }
    }
}
