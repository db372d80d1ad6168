package xbot.tools.cases;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import xbot.text.YamlValue;

/** A part of a case, and for what that does not say the same part of the file; each may be null. */
record CasePart(YamlValue own, YamlValue ofFile) {

    YamlValue get(String name) {
        return own != null && own.has(name) || ofFile == null ? member(own, name) : ofFile.get(name);
    }

    String text(String name, String otherwise) {
        YamlValue value = get(name);
        return value == null ? otherwise : value.text();
    }

    <T> Map<String, T> each(String name, Function<YamlValue, T> reader) {
        Map<String, T> all = new LinkedHashMap<>();
        Stream.of(ofFile, own)
                .map(part -> member(part, name))
                .filter(part -> part != null)
                .forEach(part -> part.members().forEach((key, value) -> all.put(key, reader.apply(value))));
        return all;
    }

    private static YamlValue member(YamlValue part, String name) {
        return part == null ? null : part.get(name);
    }

    byte[] body(byte[] otherwise) {
        for (YamlValue part : Arrays.asList(own, ofFile)) {
            if (member(part, "bodyText") != null) {
                return part.get("bodyText").text().getBytes(StandardCharsets.UTF_8);
            }
            if (member(part, "bodySize") != null) {
                byte[] blanks = new byte[part.get("bodySize").json().intValue()];
                Arrays.fill(blanks, (byte) ' ');
                return blanks;
            }
            YamlValue body = member(part, "body");
            if (body != null) {
                return body.json().isNull() ? null : body.json().toString().getBytes(StandardCharsets.UTF_8);
            }
        }
        return otherwise;
    }
}
