package xbot.tools.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xbot.routes.Finding;
import xbot.text.YamlValue;

/** Whether the API document's examples are what its schemas, and those of the routes that it names, allow. */
final class ApiExamples {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).build();

    private ApiExamples() {}

    /** @param files of the set, by name */
    static void judge(String name, YamlValue document, Map<String, byte[]> files, Consumer<Finding> findings) {
        document.all()
                .filter(media -> media.has("schema") && (media.has("example") || media.has("examples")))
                .forEach(media -> {
                    JsonSchema schema =
                            schema(media.get("schema").json(), document.json().path("components"), files);
                    examples(media)
                            .forEach(example -> schema.validate(example.json()).stream()
                                    .map(fault -> fault.getMessage().replaceFirst("^: ", ""))
                                    .sorted()
                                    .limit(3)
                                    .forEach(what -> findings.accept(Finding.warning(
                                            name,
                                            example.line(),
                                            "the example is not what its schema allows: " + what))));
                });
    }

    private static Stream<YamlValue> examples(YamlValue media) {
        Stream<YamlValue> named = media.has("examples")
                ? media.get("examples").members().values().stream()
                        .filter(example -> example.has("value"))
                        .map(example -> example.get("value"))
                : Stream.empty();
        return media.has("example") ? Stream.concat(Stream.of(media.get("example")), named) : named;
    }

    /** The document's references lead to its components, so these go with the schema. */
    private static JsonSchema schema(JsonNode schema, JsonNode components, Map<String, byte[]> files) {
        byte[] file = files.get(schema.path("$ref").asText());
        JsonNode root = file == null ? ((ObjectNode) schema.deepCopy()).set("components", components) : tree(file);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root, CONFIG);
    }

    private static JsonNode tree(byte[] file) {
        try {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException("a schema that was read before cannot be read", e);
        }
    }
}
