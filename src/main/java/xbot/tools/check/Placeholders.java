package xbot.tools.check;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code {{property}}} of a text. */
final class Placeholders {

    static final Pattern PATTERN = Pattern.compile("\\{\\{([^{}]+)}}");

    private Placeholders() {}

    /** The text with each property that has a value or a default in its place. */
    static String fill(String text, UnaryOperator<String> properties) {
        return PATTERN.matcher(text).replaceAll(match -> {
            String inner = match.group(1);
            int colon = inner.indexOf(':');
            String value = properties.apply(colon < 0 ? inner : inner.substring(0, colon));
            if (value == null) {
                value = colon < 0 ? match.group() : inner.substring(colon + 1);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
