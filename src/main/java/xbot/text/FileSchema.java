package xbot.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The JSON Schema of a file that people write. Findings name the line, the value as in {@code per of rate-limit of
 * partner 'a4b'} and what is wrong; they quote nothing of a secret file but the names of entries, and those only where they
 * are short and plain.
 */
public final class FileSchema {

    private static final int MANY_NAMES = 1_000;
    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final JsonNode document;
    private final JsonSchema schema;
    private final Map<String, String> entries;
    private final boolean secret;

    /** Of a file any word of which may be a secret. */
    public FileSchema(String resource, Map<String, String> entries) {
        this(resource, entries, true);
    }

    /**
     * @param resource the schema's path on the class path
     * @param entries what one entry of a list or of a mapping is called, by the name of that list or mapping: {@code
     *     partner} for {@code partners}
     * @param secret whether any word of the file may be one
     */
    public FileSchema(String resource, Map<String, String> entries, boolean secret) {
        try (InputStream in = FileSchema.class.getResourceAsStream(resource)) {
            document = SchemaCompiler.read(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
        schema = SchemaCompiler.compile(document);
        this.entries = Map.copyOf(entries);
        this.secret = secret;
    }

    public void check(YamlValue root, Findings findings) {
        if (hasCollidingNames(root.json())) {
            findings.add(
                    root.line(), "many names of one mapping have the same hash code, as only names made for it have");
            return;
        }
        Set<JsonNodePath> seen = new HashSet<>();
        for (ValidationMessage violation : schema.validate(root.json())) {
            boolean partOfAChoice = hasChoice(violation.getEvaluationPath());
            if (!partOfAChoice && (violation.getProperty() != null || seen.add(violation.getInstanceLocation()))) {
                add(violation, root, findings);
            }
        }
    }

    /** The validator's time grows with the square of the number of findings of one hash code. */
    private static boolean hasCollidingNames(JsonNode json) {
        if (json.isObject() && json.size() > MANY_NAMES) {
            Set<Integer> hashCodes = new HashSet<>();
            json.fieldNames().forEachRemaining(name -> hashCodes.add(name.hashCode()));
            if (hashCodes.size() < json.size() / 2) {
                return true;
            }
        }
        for (JsonNode child : json) {
            if (hasCollidingNames(child)) {
                return true;
            }
        }
        return false;
    }

    /** What each branch of a choice asks for is said by the choice itself. */
    private static boolean hasChoice(JsonNodePath path) {
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            if (path.getElement(i).equals("oneOf") || path.getElement(i).equals("anyOf")) {
                return true;
            }
        }
        return false;
    }

    private void add(ValidationMessage violation, YamlValue root, Findings findings) {
        List<YamlValue> path = new ArrayList<>(List.of(root));
        String name = walk(violation.getInstanceLocation(), path);
        YamlValue value = path.get(path.size() - 1);
        String member = violation.getProperty();
        switch (violation.getType()) {
            case "required" -> findings.add(value.line(), member + " of " + name + " is missing");
            case "additionalProperties" ->
                findings.add(
                        value.line(member),
                        "unknown member " + (secret ? "" : "'" + member + "' ") + "of " + name
                                + Spelling.suggestion(member, known(violation)));
            case "propertyNames" ->
                findings.add(
                        value.line(member),
                        entry(violation.getInstanceLocation().getName(-1), member, value.line(member)) + " "
                                + SchemaMessage.of(document, violation));
            default ->
                findings.add(
                        value.line(),
                        name + " " + (value.json().isNull() ? "is empty" : SchemaMessage.of(document, violation)));
        }
    }

    private List<String> known(ValidationMessage violation) {
        List<String> known = new ArrayList<>();
        SchemaMessage.parent(document, violation)
                .path("properties")
                .fieldNames()
                .forEachRemaining(known::add);
        return known;
    }

    /** The name of the value at a location; adds the values on the way to it. */
    private String walk(JsonNodePath location, List<YamlValue> path) {
        String name = "the file";
        for (int i = 0; i < location.getNameCount(); i++) {
            YamlValue here = path.get(path.size() - 1);
            Object element = location.getElement(i);
            String parent = i == 0 ? "" : location.getElement(i - 1).toString();
            YamlValue next;
            if (element instanceof Integer index) {
                next = here.items().get(index);
                name = entries.getOrDefault(parent, "entry") + " " + (index + 1) + " in " + name;
            } else {
                next = here.get(element.toString());
                name = entries.containsKey(parent)
                        ? entry(parent, element.toString(), next.line())
                        : element + (i == 0 ? "" : " of " + name);
            }
            path.add(next);
        }
        return name;
    }

    /** What an entry of a mapping is called, as in {@code partner 'a4b'}. */
    public String entry(String parent, String key, int line) {
        String kind = entries.get(parent);
        return QUOTABLE.matcher(key).matches() ? kind + " '" + key + "'" : "the " + kind + " in line " + line;
    }
}
