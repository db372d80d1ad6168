package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.junit.jupiter.api.Test;
import xbot.routes.Finding;
import xbot.routes.RouteYaml;

/** Holds the walk against a general validator of JSON Schema: they must come to the same verdict. */
class SchemaWalkTest {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V4)
            .getSchema(YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json"));
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void agreesWithAValidatorOnEveryRenamedRemovedOrRetypedOption() throws IOException {
        List<String> disagreements = new ArrayList<>();
        int wrong = 0;
        for (JsonNode mutant : mutants(sample())) {
            boolean valid = SCHEMA.validate(mutant).isEmpty();
            List<Finding> findings = walk(mutant.toString());
            wrong += valid ? 0 : 1;
            if (valid != findings.isEmpty()) {
                disagreements.add(findings + " " + mutant);
            }
        }

        assertThat(wrong).isGreaterThan(100);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void findsOneMistakeOnceHoweverManyAlternativesThereAre() throws IOException {
        List<Finding> findings = walk("- route: {id: a, from: {uri: 'direct:a', steps: [{setBody: {smple: x}}]}}");

        assertThat(SCHEMA.validate(YAML.readTree("[{route: {from: {uri: a, steps: [{setBody: {simple: 1}}]}}}]")))
                .as("what a validator says of one mistake")
                .hasSizeGreaterThan(10);
        assertThat(findings).hasSize(1);
    }

    @Test
    void takesAQuotedNumberAndSwitchAsCamelDoes() {
        String steps = "[{toD: {uri: a, cacheSize: '-1', allowOptimisedComponents: 'false'}}]";

        assertThat(walk("- route: {id: a, from: {uri: 'direct:a', steps: " + steps + "}}"))
                .isEmpty();
    }

    private static JsonNode sample() throws IOException {
        String init = Files.readString(Path.of("routes/webchat-init.camel.yaml"));
        ArrayNode sample = (ArrayNode) YAML.readTree(init);
        sample.addAll((ArrayNode) YAML.readTree("""
                - routeConfiguration:
                    id: errors
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: "true"}
                          steps:
                            - removeHeaders: {pattern: "*"}
                - route:
                    from:
                      uri: direct:a
                      steps:
                        - choice:
                            when:
                              - simple: "${body}"
                                steps:
                                  - log: {message: seen, loggingLevel: WARN}
                            otherwise:
                              steps:
                                - marshal: {json: {library: Jackson}}
                        - split: {tokenize: {token: ","}, parallelProcessing: true}
                        - enrich: {expression: {constant: {expression: "direct:b"}}, cacheSize: 5}
                """));
        return sample;
    }

    /** The document with, at each place in turn, an option renamed, removed, or given a value of another type. */
    private static List<JsonNode> mutants(JsonNode document) {
        List<JsonNode> mutants = new ArrayList<>(List.of(document));
        for (String pointer : pointers(document, "").toList()) {
            mutants.add(mutate(document, pointer, (map, key) -> map.set(key + "x", map.remove(key))));
            mutants.add(mutate(document, pointer, (map, key) -> map.put(key, 7)));
            mutants.add(mutate(document, pointer, (map, key) -> map.putArray(key)));
            mutants.add(mutate(document, pointer, (map, key) -> map.putObject(key)));
            if (!isExpression(pointer)) {
                mutants.add(mutate(document, pointer, (map, key) -> map.remove(key)));
            }
        }
        // the walk asks for more than the schema, as Camel does
        mutants.removeIf(mutant -> walk(mutant.toString()).stream()
                .map(Finding::what)
                .anyMatch(what -> what.endsWith("needs an expression") || what.equals("this list item is empty")));
        return mutants;
    }

    private static boolean isExpression(String pointer) {
        return pointer.matches(".*/(simple|constant|tokenize|expression)");
    }

    private static JsonNode mutate(JsonNode document, String pointer, BiConsumer<ObjectNode, String> mutation) {
        JsonNode copy = document.deepCopy();
        int last = pointer.lastIndexOf('/');
        mutation.accept((ObjectNode) copy.at(pointer.substring(0, last)), pointer.substring(last + 1));
        return copy;
    }

    private static Stream<String> pointers(JsonNode node, String at) {
        if (node.isArray()) {
            Stream<String> all = Stream.of();
            for (int i = 0; i < node.size(); i++) {
                all = Stream.concat(all, pointers(node.get(i), at + "/" + i));
            }
            return all;
        }
        return node.properties().stream()
                .flatMap(option -> Stream.concat(
                        Stream.of(at + "/" + option.getKey()),
                        pointers(option.getValue(), at + "/" + option.getKey())));
    }

    private static List<Finding> walk(String yaml) {
        Findings findings = new Findings();
        RouteYaml.read("a.camel.yaml", yaml.getBytes(StandardCharsets.UTF_8), findings::add)
                .ifPresent(root -> new SchemaWalk("a.camel.yaml", findings).walk(root));
        return findings.sorted();
    }
}
