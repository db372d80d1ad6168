package xbot.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a YAML file, or JSON, which is YAML. Plain scalars are what the core schema of YAML 1.2 and so an editor takes
 * them for: {@code no} and {@code 2026-07-01} are text. No finding quotes the file, where a secret may stand in any place.
 */
public final class YamlReader {

    private static final long MAX_REPEATED = 1_000_000;
    private static final int MAX_DIGITS = 40;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final String STANDARD_TAG = "tag:yaml.org,2002:";
    private static final Set<String> SCALAR_TAGS = Set.of("str", "null", "bool", "int", "float", "timestamp");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What keeps the rest from being read. */
    private static final class Fault extends RuntimeException {

        private final int line;

        Fault(int line, String what) {
            super(what, null, false, false);
            this.line = line;
        }
    }

    private final Iterator<Event> events;
    private final int maxLevels;
    private final Findings findings;
    private final Map<String, YamlValue> anchors = new HashMap<>();
    private long repeated;

    private YamlReader(Iterator<Event> events, int maxLevels, Findings findings) {
        this.events = events;
        this.maxLevels = maxLevels;
        this.findings = findings;
    }

    /** Empty, or of no use, where there are findings. What counts of aliases is how much they repeat. */
    public static Optional<YamlValue> read(byte[] bytes, int maxLevels, Findings findings) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE);
        String text = "";
        try {
            text = Utf8.decode(bytes);
            Iterator<Event> events =
                    new Yaml(limits).parse(new StringReader(text)).iterator();
            return new YamlReader(events, maxLevels, findings).document();
        } catch (Fault e) {
            findings.add(e.line, e.getMessage());
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            findings.add(line, "a control character, which YAML does not allow");
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            findings.add(
                    mark == null ? 0 : mark.getLine() + 1,
                    "it is not YAML" + (mark == null ? "" : ": column " + (mark.getColumn() + 1)));
        } catch (YAMLException e) {
            findings.add(0, "it is not YAML");
        } catch (IllegalArgumentException e) {
            findings.add(0, "it " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<YamlValue> document() {
        // the begin of the stream
        events.next();
        if (events.next().is(Event.ID.StreamEnd)) {
            findings.add(0, "it is empty");
            return Optional.empty();
        }
        YamlValue root = value(events.next(), 0, 1);
        // the end of the document
        events.next();
        Event after = events.next();
        if (!after.is(Event.ID.StreamEnd)) {
            throw new Fault(line(after), "a second document, after the line '---'");
        }
        return Optional.of(root);
    }

    /** @param level how many collections are around it */
    private YamlValue value(Event event, int line, int level) {
        if (event instanceof AliasEvent alias) {
            return repeat(alias);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, null);
        }
        YamlValue value;
        int at = line == 0 ? line(event) : line;
        if (event instanceof ScalarEvent scalar) {
            value = new YamlValue(line(event), json(scalar), scalar.getValue(), Map.of(), List.of(), 1);
        } else if (level > maxLevels) {
            throw new Fault(line(event), "more than " + maxLevels + " levels");
        } else {
            value = event instanceof MappingStartEvent ? mapping(at, level) : list(at, level);
        }
        if (anchor != null) {
            anchors.put(anchor, value);
        }
        return value;
    }

    private YamlValue repeat(AliasEvent alias) {
        YamlValue value = anchors.get(alias.getAnchor());
        if (value == null) {
            throw new Fault(
                    line(alias),
                    anchors.containsKey(alias.getAnchor())
                            ? "an alias stands in the value that it repeats"
                            : "an alias of an anchor that is not there");
        }
        repeated += value.size();
        if (repeated > MAX_REPEATED) {
            throw new Fault(line(alias), "the aliases up to here repeat more than " + MAX_REPEATED + " values");
        }
        return value;
    }

    private YamlValue mapping(int line, int level) {
        Map<String, YamlValue> members = new LinkedHashMap<>();
        ObjectNode json = JSON.objectNode();
        long size = 1;
        for (Event key = events.next(); !key.is(Event.ID.MappingEnd); key = events.next()) {
            int at = line(key);
            String name = value(key, 0, level + 1).text();
            YamlValue value = value(events.next(), at, level + 1);
            size += value.size();
            if (name == null) {
                findings.add(at, "a member has a collection for a name");
            } else if (members.putIfAbsent(name, value) != null) {
                findings.add(
                        at,
                        "a member is given twice, first in line "
                                + members.get(name).line());
            } else {
                json.set(name, value.json());
            }
        }
        return new YamlValue(line, json, null, members, List.of(), size);
    }

    private YamlValue list(int line, int level) {
        List<YamlValue> items = new ArrayList<>();
        ArrayNode json = JSON.arrayNode();
        long size = 1;
        for (Event item = events.next(); !item.is(Event.ID.SequenceEnd); item = events.next()) {
            YamlValue value = value(item, 0, level + 1);
            size += value.size();
            items.add(value);
            json.add(value.json());
        }
        return new YamlValue(line, json, null, Map.of(), items, size);
    }

    private JsonNode json(ScalarEvent scalar) {
        String text = scalar.getValue();
        String tag = scalar.getTag();
        if (tag != null && !tag.equals("!") && !isScalarTag(tag)) {
            findings.add(line(scalar), "a value has a tag that is not known here");
        }
        if (!scalar.isPlain() || "!".equals(tag) || (STANDARD_TAG + "str").equals(tag)) {
            return JSON.textNode(text);
        }
        if (NULLS.contains(text)) {
            return JSON.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return JSON.booleanNode(text.equals("true"));
        }
        char first = text.charAt(0);
        boolean perhapsANumber = (first == '-' || first >= '0' && first <= '9') && text.length() <= MAX_DIGITS;
        return perhapsANumber ? number(text) : JSON.textNode(text);
    }

    private static boolean isScalarTag(String tag) {
        return tag.startsWith(STANDARD_TAG) && SCALAR_TAGS.contains(tag.substring(STANDARD_TAG.length()));
    }

    private static JsonNode number(String text) {
        if (INTEGER.matcher(text).matches()) {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Integer.SIZE ? JSON.numberNode(number.intValue()) : JSON.numberNode(number);
        }
        return DECIMAL.matcher(text).matches() ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
