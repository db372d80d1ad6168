package xbot.tools.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;

/** Camel's own JSON Schema of its YAML, and what Camel takes beyond it: the id of a kamelet. */
final class CamelSchema {

    private static final String KAMELET =
            "/items/definitions/org.apache.camel.model.KameletDefinition/oneOf/1/properties";

    private CamelSchema() {}

    static JsonSchema read() {
        try (InputStream file = YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode schema = new ObjectMapper().readTree(file);
            ObjectNode kamelet = (ObjectNode) schema.at(KAMELET);
            kamelet.putObject("id").put("type", "string");
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
