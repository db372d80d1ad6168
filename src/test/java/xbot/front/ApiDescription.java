package xbot.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import xbot.Pod;

/** The API document as a pod serves it; what it refers to is fetched from the pod too. */
final class ApiDescription {

    private static final String OPERATION = "/paths/" + escape(Pod.PATH) + "/post";
    private static final String JSON = "/content/" + escape("application/json");

    /** Where something is described, as a JSON Pointer, with a value that is said to be an example of it. */
    record Example(String schema, String name, JsonNode value) {
        @Override
        public String toString() {
            return schema + " " + name;
        }
    }

    /** One status of the operation. */
    record Answer(int status, String pointer, JsonNode described) {

        String schema() {
            return pointer + JSON + "/schema";
        }

        /** Those that an answer with this status may have; empty where it is a success. */
        Set<String> codes() {
            Set<String> codes = new TreeSet<>();
            JsonNode code = described.at(JSON + "/schema/properties/code");
            code.path("enum").forEach(one -> codes.add(one.textValue()));
            if (code.has("const")) {
                codes.add(code.path("const").textValue());
            }
            return codes;
        }

        Map<String, JsonNode> examples() {
            Map<String, JsonNode> examples = new TreeMap<>();
            described
                    .at(JSON + "/examples")
                    .properties()
                    .forEach(e -> examples.put(e.getKey(), e.getValue().path("value")));
            return examples;
        }

        /** Where each header is described, by name. */
        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            described
                    .path("headers")
                    .properties()
                    .forEach(h -> headers.put(h.getKey(), target(h.getValue()) + "/schema"));
            return headers;
        }
    }

    private final URI uri;
    private final JsonNode document;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    ApiDescription(Pod pod) throws IOException {
        uri = pod.managementUri("/openapi.yaml");
        document = new YAMLMapper().readTree(pod.manage("/openapi.yaml").body());
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        at(OPERATION + "/responses").properties().forEach(response -> {
            String pointer = target(response.getValue());
            answers.add(new Answer(Integer.parseInt(response.getKey()), pointer, at(pointer)));
        });
        return answers;
    }

    Answer answer(int status) {
        return answers().stream().filter(a -> a.status == status).findFirst().orElseThrow();
    }

    /** The bodies that callers are told to send. */
    List<Example> requests() {
        return examples(OPERATION + "/requestBody" + JSON);
    }

    List<Example> parameters() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < at(OPERATION + "/parameters").size(); i++) {
            examples.addAll(examples(OPERATION + "/parameters/" + i));
        }
        return examples;
    }

    List<Example> examples() {
        List<Example> all = new ArrayList<>(requests());
        all.addAll(parameters());
        answers().forEach(answer -> all.addAll(examples(answer.pointer + JSON)));
        at("/components/headers").properties().forEach(header -> {
            String schema = "/components/headers/" + header.getKey() + "/schema";
            all.add(new Example(schema, "example", header.getValue().path("example")));
        });
        return all;
    }

    private List<Example> examples(String pointer) {
        List<Example> examples = new ArrayList<>();
        at(pointer + "/examples")
                .properties()
                .forEach(e -> examples.add(new Example(
                        pointer + "/schema", e.getKey(), e.getValue().path("value"))));
        return examples;
    }

    /** What is wrong with a value, by the schema at this place of the document. */
    List<String> violations(String schema, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(uri + "#" + schema)).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static String target(JsonNode reference) {
        return reference.path("$ref").textValue().substring(1);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
