package xbot.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Format;
import com.networknt.schema.FormatKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a schema of draft 2020-12 ready for use, or says what is wrong with it. Nothing outside the document is loaded,
 * a keyword or format that the draft does not know is taken for a misspelt one, and {@code format} is checked.
 */
public final class SchemaCompiler {

    /** Holds, beside a keyword, what to say when it is broken: {@code "errorMessage": {"pattern": "must be …"}}. */
    public static final String ERROR_MESSAGE = "errorMessage";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .locale(Locale.ROOT)
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(SchemaPattern::new)
            .build();

    private static final JsonSchema DRAFT =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);

    private SchemaCompiler() {}

    /** @throws IllegalArgumentException with what is wrong */
    public static JsonNode read(byte[] json) {
        JsonNode document = tree(json);
        if (!SchemaId.V202012.equals(document.path("$schema").textValue())) {
            throw new IllegalArgumentException("the schema must have \"$schema\": \"" + SchemaId.V202012 + "\"");
        }
        Iterator<ValidationMessage> faults = DRAFT.validate(document).iterator();
        if (faults.hasNext()) {
            throw new IllegalArgumentException(
                    "the schema is not one of draft 2020-12: " + faults.next().getMessage());
        }
        return document;
    }

    /** @throws IllegalArgumentException with what is wrong */
    public static JsonSchema compile(JsonNode document) {
        JsonMetaSchema keywords = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword(ERROR_MESSAGE))
                .formatKeywordFactory(KnownFormat::new)
                .unknownKeywordFactory((keyword, context) -> {
                    throw new JsonSchemaException("'" + keyword + "' is not a keyword of draft 2020-12");
                })
                .build();
        JsonSchemaFactory factory = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(keywords.getIri())
                .metaSchema(keywords)
                .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
                .build();
        try {
            JsonSchema schema = factory.getSchema(document, CONFIG);
            schema.initializeValidators();
            return schema;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the schema cannot be used: " + e.getMessage(), e);
        }
    }

    /** A misspelt format would be looked past. */
    private static final class KnownFormat extends FormatKeyword {
        private final Map<String, Format> formats;

        KnownFormat(Map<String, Format> formats) {
            super(formats);
            this.formats = formats;
        }

        @Override
        public JsonValidator newValidator(
                SchemaLocation at, JsonNodePath path, JsonNode format, JsonSchema parent, ValidationContext context) {
            if (!formats.containsKey(format.textValue())) {
                throw new JsonSchemaException("'" + format.textValue() + "' is not a format of draft 2020-12");
            }
            return super.newValidator(at, path, format, parent, context);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the schema cannot be read", e);
        }
    }
}
