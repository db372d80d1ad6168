package xbot.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value of a YAML or JSON file.
 *
 * @param line where it stands, or where its name does; counted from 1
 * @param text a scalar as the file has it, without quotes; else null
 * @param members of a mapping; empty for all else
 * @param items of a list; empty for all else
 * @param size how many values it is with all that it holds, and with what its aliases repeat
 */
public record YamlValue(
        int line, JsonNode json, String text, Map<String, YamlValue> members, List<YamlValue> items, long size) {

    private static final int MAX_DIGITS = 40;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /**
     * What the core schema of YAML 1.2 and so an editor takes it for: {@code no} and {@code 2026-07-01} are text.
     *
     * @param isText by quotes or by a tag
     */
    static YamlValue scalar(int line, String text, boolean isText) {
        return new YamlValue(line, isText ? TextNode.valueOf(text) : plain(text), text, Map.of(), List.of(), 1);
    }

    private static JsonNode plain(String text) {
        if (NULLS.contains(text)) {
            return NullNode.instance;
        }
        if (text.equals("true") || text.equals("false")) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        if (text.length() > MAX_DIGITS || !DECIMAL.matcher(text).matches()) {
            return TextNode.valueOf(text);
        }
        return INTEGER.matcher(text).matches()
                ? BigIntegerNode.valueOf(new BigInteger(text))
                : DecimalNode.valueOf(new BigDecimal(text));
    }

    /** The member of that name, or null. */
    public YamlValue get(String member) {
        return members.get(member);
    }

    public boolean has(String member) {
        return members.containsKey(member);
    }

    /** The items of a member that is a list; none for all else. */
    public Stream<YamlValue> items(String member) {
        return has(member) ? get(member).items.stream() : Stream.empty();
    }

    /** The text of a member that is a scalar and not null; else null. */
    public String text(String member) {
        return has(member) && !get(member).json.isNull() ? get(member).text : null;
    }

    /** The line of a member, or of this value where there is no such member. */
    public int line(String member) {
        return has(member) ? get(member).line : line;
    }

    /** Where its first member stands, or where it does itself. */
    public int firstLine() {
        return members.values().stream().findFirst().map(YamlValue::line).orElse(line);
    }

    /** This and all that is in it, from the outside in. */
    public Stream<YamlValue> all() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(members.values().stream(), items.stream()).flatMap(YamlValue::all));
    }

    /** All scalars and names in it, each with its line. */
    public Stream<Map.Entry<String, Integer>> words() {
        Stream<Map.Entry<String, Integer>> names = members.entrySet().stream()
                .map(member -> Map.entry(member.getKey(), member.getValue().line()));
        Stream<Map.Entry<String, Integer>> own = text == null ? Stream.empty() : Stream.of(Map.entry(text, line));
        return Stream.of(
                        own,
                        names,
                        Stream.concat(members.values().stream(), items.stream()).flatMap(YamlValue::words))
                .flatMap(words -> words);
    }
}
