package xbot.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
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
}
