package xbot.webchat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import xbot.contract.InvalidRequest;

/**
 * Reads a body as RFC 8259 has it and nothing more: one JSON object in UTF-8, each member once, within bounds that no
 * schema can widen. A refusal says what is wrong and where (line and column), never with a word of the body.
 */
final class StrictJson {

    static final int MAX_DEPTH = 16;
    static final int MAX_VALUES = 1_000;
    static final int MAX_NUMBER_LENGTH = 100;
    static final int MAX_TEXT_LENGTH = 16_384;

    // Jackson's own limits are out of the way: the ones here count the same in names, texts and numbers
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private int values;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /** @param body may be null, which is empty */
    static ObjectNode read(byte[] body) throws InvalidRequest {
        if (body == null || body.length == 0) {
            throw new InvalidRequest("the body is empty");
        }
        CharBuffer text = decode(body);
        try (JsonParser parser = JSON.createParser(text.array(), text.arrayOffset(), text.length())) {
            return new StrictJson(parser).document();
        } catch (JsonProcessingException e) {
            throw refusal("is not valid JSON", e.getLocation());
        } catch (IOException e) {
            throw new IllegalStateException("characters in memory that cannot be read", e);
        }
    }

    // Jackson would guess the encoding, and its UTF-8 lets encoded surrogates pass
    private static CharBuffer decode(byte[] body) throws InvalidRequest {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new InvalidRequest("the body is not UTF-8");
        }
    }

    private ObjectNode document() throws IOException, InvalidRequest {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new InvalidRequest("the body is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw refusal("is not a JSON object");
        }
        ObjectNode document = object(1);
        if (parser.nextToken() != null) {
            throw refusal("goes on after its JSON object");
        }
        return document;
    }

    private ObjectNode object(int depth) throws IOException, InvalidRequest {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = text(parser.currentName());
            if (object.has(name)) {
                throw refusal("has a member twice");
            }
            parser.nextToken();
            object.set(name, value(depth));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException, InvalidRequest {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth));
        }
        return array;
    }

    private JsonNode value(int depth) throws IOException, InvalidRequest {
        if (++values > MAX_VALUES) {
            throw refusal("has more than " + MAX_VALUES + " members and items");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> array(deeper(depth));
            case VALUE_STRING -> NODES.textNode(text(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw refusal("is not valid JSON");
        };
    }

    private int deeper(int depth) throws InvalidRequest {
        if (depth == MAX_DEPTH) {
            throw refusal("is nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    // a double, never a BigDecimal: 1e999999999 must not be expanded by whoever reads it next
    private JsonNode number() throws IOException, InvalidRequest {
        if (parser.getTextLength() > MAX_NUMBER_LENGTH) {
            throw refusal("has a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return switch (parser.getNumberType()) {
                case INT -> NODES.numberNode(parser.getIntValue());
                case LONG -> NODES.numberNode(parser.getLongValue());
                default -> NODES.numberNode(parser.getBigIntegerValue());
            };
        }
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw refusal("has a number that is out of range");
        }
        return NODES.numberNode(number);
    }

    private String text(String text) throws InvalidRequest {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw refusal("has a name or a text of more than " + MAX_TEXT_LENGTH + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refusal("has a NUL character in a name or a text");
            }
            if (Character.isSurrogate(c) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw refusal("has half a surrogate pair in a name or a text");
            }
        }
        return text;
    }

    private InvalidRequest refusal(String fault) {
        return refusal(fault, parser.currentTokenLocation());
    }

    private static InvalidRequest refusal(String fault, JsonLocation at) {
        return new InvalidRequest(
                "the body " + fault + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
    }
}
