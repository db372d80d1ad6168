package xbot.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file, or JSON, which is YAML. Findings quote nothing of a
 * secret file, where a secret may stand in any place.
 */
public final class YamlReader {

    private static final long MAX_REPEATED = 1_000_000;
    private static final Pattern KNOWN_TAG =
            Pattern.compile("!?|tag:yaml\\.org,2002:(str|null|bool|int|float|timestamp)");
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
    private final boolean secret;
    private final Findings findings;
    private final Map<Anchor, YamlValue> anchors = new HashMap<>();
    private long repeated;

    private YamlReader(Iterator<Event> events, int maxLevels, boolean secret, Findings findings) {
        this.events = events;
        this.maxLevels = maxLevels;
        this.secret = secret;
        this.findings = findings;
    }

    /**
     * Empty, or of no use, where there are findings. What counts of aliases is how much they repeat.
     *
     * @param secret whether any word of the file may be one
     */
    public static Optional<YamlValue> read(byte[] bytes, int maxLevels, boolean secret, Findings findings) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        String text = "";
        try {
            text = Utf8.decode(bytes);
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            return new YamlReader(events, maxLevels, secret, findings).document();
        } catch (Fault e) {
            findings.add(e.line, e.getMessage());
        } catch (ReaderException e) {
            long before = text.codePoints()
                    .limit(e.getPosition())
                    .filter(c -> c == '\n')
                    .count();
            findings.add(1 + (int) before, "a control character, which YAML does not allow");
        } catch (YamlEngineException e) {
            Optional<Mark> mark =
                    e instanceof MarkedYamlEngineException marked ? marked.getProblemMark() : Optional.empty();
            String column = mark.map(at -> ": column " + (at.getColumn() + 1)).orElse("");
            String reason =
                    e instanceof MarkedYamlEngineException marked && !secret ? ": " + marked.getProblem() : column;
            findings.add(mark.map(at -> at.getLine() + 1).orElse(0), "it is not YAML" + reason);
        } catch (IllegalArgumentException e) {
            findings.add(0, "it " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<YamlValue> document() {
        // the begin of the stream
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            findings.add(0, "it is empty");
            return Optional.empty();
        }
        YamlValue root = value(events.next(), 0, 1);
        // the end of the document
        events.next();
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw new Fault(line(after), "a second document, after the line '---'");
        }
        return Optional.of(root);
    }

    /** @param level how many collections are around it */
    private YamlValue value(Event event, int line, int level) {
        if (event instanceof AliasEvent alias) {
            return repeat(alias);
        }
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(name -> anchors.put(name, null));
        int at = line == 0 ? line(event) : line;
        YamlValue value = event instanceof ScalarEvent scalar ? scalar(scalar, at) : collection(event, at, level);
        anchor.ifPresent(name -> anchors.put(name, value));
        return value;
    }

    private YamlValue repeat(AliasEvent alias) {
        YamlValue value = anchors.get(alias.getAlias());
        if (value == null) {
            throw new Fault(
                    line(alias),
                    anchors.containsKey(alias.getAlias())
                            ? "an alias stands in the value that it repeats"
                            : "an alias of an anchor that is not there");
        }
        repeated += value.size();
        if (repeated > MAX_REPEATED) {
            throw new Fault(line(alias), "the aliases up to here repeat more than " + MAX_REPEATED + " values");
        }
        return value;
    }

    private YamlValue collection(Event event, int line, int level) {
        if (level > maxLevels) {
            throw new Fault(line(event), "more than " + maxLevels + " levels");
        }
        return event instanceof MappingStartEvent ? mapping(line, level) : list(line, level);
    }

    private YamlValue mapping(int line, int level) {
        Map<String, YamlValue> members = new LinkedHashMap<>();
        ObjectNode json = JSON.objectNode();
        long size = 1;
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            int at = line(key);
            String name = value(key, 0, level + 1).text();
            YamlValue value = value(events.next(), at, level + 1);
            size += value.size();
            if (name == null) {
                findings.add(at, "a member has a collection for a name");
            } else if (members.putIfAbsent(name, value) != null) {
                findings.add(
                        at,
                        (secret ? "a member" : "'" + name + "'") + " is given twice, first in line "
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
        for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
            YamlValue value = value(item, 0, level + 1);
            size += value.size();
            items.add(value);
            json.add(value.json());
        }
        return new YamlValue(line, json, null, Map.of(), items, size);
    }

    private YamlValue scalar(ScalarEvent scalar, int line) {
        String tag = scalar.getTag().orElse("");
        if (!KNOWN_TAG.matcher(tag).matches()) {
            findings.add(line(scalar), "a value has a tag that is not known here");
        }
        boolean isText = !scalar.isPlain() || tag.equals("!") || tag.endsWith(":str");
        return YamlValue.scalar(line, scalar.getValue(), isText);
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
