package xbot.tools.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;

/**
 * Camel's own JSON Schema of its YAML, as shapes. A general validator would do too, but it answers one wrong word with
 * dozens of findings, one for each alternative that the word is not.
 */
final class CamelSchema {

    private static final String DEFINITIONS = "#/items/definitions/";
    private static volatile SoftReference<Shape> kept = new SoftReference<>(null);

    private final JsonNode schema;
    private final Map<String, Shape> shapes = new HashMap<>();

    private CamelSchema(JsonNode schema) {
        this.schema = schema;
    }

    /** The shape of a route file. Read when first asked for, and again when memory was short meanwhile. */
    static Shape get() {
        Shape shape = kept.get();
        if (shape == null) {
            shape = read();
            kept = new SoftReference<>(shape);
        }
        return shape;
    }

    private static Shape read() {
        try (InputStream in = YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode schema = new ObjectMapper().readTree(in);
            Shape file = new Shape("");
            new CamelSchema(schema).fill(file, schema);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shape shape(JsonNode definition) {
        if (definition.has("$ref") && !definition.has("properties")) {
            return named(definition.get("$ref").textValue());
        }
        Shape shape = new Shape("");
        fill(shape, definition);
        return shape;
    }

    private Shape named(String reference) {
        Shape known = shapes.get(reference);
        if (known == null) {
            known = new Shape(reference.substring(reference.lastIndexOf('.') + 1));
            shapes.put(reference, known);
            fill(known, resolve(reference));
        }
        return known;
    }

    private JsonNode resolve(String reference) {
        return schema.at("/items/definitions").get(reference.substring(DEFINITIONS.length()));
    }

    private void fill(Shape shape, JsonNode definition) {
        if (definition.has("$ref")) {
            fill(shape, resolve(definition.get("$ref").textValue()));
        }
        if (definition.has("type")) {
            shape.types.add(definition.get("type").textValue());
        }
        definition.path("required").forEach(name -> shape.required.add(name.textValue()));
        definition.path("enum").forEach(value -> shape.values.add(value.asText()));
        definition.path("properties").properties().forEach(option -> {
            Shape given = shape(option.getValue());
            shape.options.merge(
                    option.getKey(), given, (a, b) -> option.getValue().isEmpty() ? a : b);
        });
        if (definition.has("items")) {
            shape.items = shape(definition.get("items"));
        }
        shape.single |= definition.path("maxProperties").asInt() == 1;
        choose(shape, definition);
        definition.path("anyOf").forEach(group -> choose(shape, group));
    }

    private void choose(Shape shape, JsonNode definition) {
        Set<String> names = new HashSet<>();
        boolean required = true;
        for (JsonNode alternative : definition.path("oneOf")) {
            if (alternative.has("not")) {
                required = false;
            } else if (alternative.path("type").asText().equals("object") && !alternative.has("required")
                    || alternative.path("type").asText().equals("string")) {
                fill(shape, alternative);
            } else {
                Shape part = shape(alternative);
                part.options.forEach((name, option) -> shape.options.put(name, option));
                names.addAll(part.options.keySet());
            }
        }
        if (!names.isEmpty()) {
            shape.choices.add(new Shape.Choice(names, required));
        }
    }
}
