package xbot;

import java.time.Duration;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Texts that cost a careless reader more time than they are long, or its stack; each reader is given all of them. */
public final class WorstTexts {

    /** Too short by minutes for a reader whose time grows with the square of a million, and long on a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private WorstTexts() {}

    /** By name, each of about this length. */
    public static Stream<Entry<String, String>> of(int length) {
        Map<String, String> texts = new TreeMap<>();
        Stream.of(
                        "[", "{", "(", "\"", "'", "9", "-", ",", ":", ".", " ", "\n", "\t", "\\", "%", "&", "*", "?",
                        "!", "é")
                .forEach(one -> texts.put(one + one + one, one.repeat(length)));
        texts.put("objects", repeat("{\"a\":", length));
        texts.put("objects that end", nested("{\"a\":", "}", length));
        texts.put("arrays that end", nested("[", "]", length));
        texts.put("arrays in an object", "{\"a\":" + nested("[", "]", length) + "}");
        texts.put("a long number", "{\"a\":" + "9".repeat(length) + "}");
        texts.put("a long fraction", "{\"a\":0." + "9".repeat(length) + "}");
        texts.put("a long exponent", "{\"a\":1e" + "9".repeat(length) + "}");
        texts.put("many numbers", "{\"a\":[" + repeat("1e308,", length) + "1]}");
        texts.put("a long text", "{\"a\":\"" + "x".repeat(length) + "\"}");
        texts.put("a long name", "{\"" + "x".repeat(length) + "\":1}");
        texts.put("many escapes", "{\"a\":\"" + repeat("\\ud83d\\ude00", length) + "\"}");
        texts.put("half an escape", "{\"a\":\"" + repeat("\\u00", length) + "\"}");
        texts.put("many members of one name", "{" + repeat("\"a\":1,", length) + "\"a\":1}");
        texts.put("members of one hash code", "{" + colliding(length) + "\"a\":1}");
        texts.put("blanks before the end", "{}" + " ".repeat(length) + "x");
        texts.put("blanks in an element", "1.2.3.4" + " ".repeat(length) + "x");
        texts.put("addresses", repeat("10.0.0.2,", length) + "10.0.0.2");
        texts.put("IPv6 addresses", repeat("[fd00::2]:443 , ", length) + "fd00::2");
        texts.put("YAML sequences", repeat("- ", length));
        texts.put("YAML mappings", repeat("? ", length));
        texts.put("YAML keys", repeat("a: ", length));
        texts.put("YAML anchors", repeat("&a ", length));
        texts.put("YAML tags", repeat("!!a ", length));
        texts.put("YAML aliases", "a: &a [x]\nb: [" + repeat("*a,", length) + "*a]\n");
        texts.put("YAML documents", repeat("---\n", length));
        texts.put("YAML merge keys", "a: &a {}\nb:\n" + repeat("  <<: *a\n", length));
        texts.put("a billion laughs in YAML", laughs(length));
        texts.put("indented more and more", indented(length));
        return texts.entrySet().stream();
    }

    private static String repeat(String part, int length) {
        return part.repeat(Math.max(1, length / part.length()));
    }

    private static String nested(String open, String close, int length) {
        int levels = length / (open.length() + close.length());
        return open.repeat(levels) + "1" + close.repeat(levels);
    }

    private static String colliding(int length) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; members.length() < length; i++) {
            members.append('"');
            for (int bit = 0; bit < 20; bit++) {
                members.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            members.append("\":1,");
        }
        return members.toString();
    }

    /** Each line is the one before it, nine times. */
    private static String laughs(int length) {
        StringBuilder yaml = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; yaml.length() < length && i < 40; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        return yaml.append("partners: *a39\n").toString();
    }

    private static String indented(int length) {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; yaml.length() < length; i++) {
            yaml.append(" ".repeat(i)).append("a:\n");
        }
        return yaml.toString();
    }
}
