package xbot.text;

import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of the schema, an ECMA-262 regular expression, on the JDK's engine: {@code $} is the very end of the text
 * and not also the place before a last line feed, and a pattern that backtracks without end is given up. RE2/J
 * needs no meter, but took two to eight times as long for the patterns of the shipped schema.
 */
public final class SchemaPattern implements RegularExpression {

    /** The pattern asks for more work than a text of that length is worth. */
    public static final class TooCostly extends JsonSchemaException {
        TooCostly() {
            super("a pattern of the schema is too costly");
        }
    }

    private static final int READS_PER_CHARACTER = 100;
    private static final int READS_AT_LEAST = 10_000;

    private static final Pattern DOLLAR = Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]])*]|\\$", Pattern.DOTALL);

    private final Pattern pattern;

    SchemaPattern(String ecma) {
        this.pattern = Pattern.compile(withAbsoluteEnd(ecma));
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Metered(text)).find();
        } catch (StackOverflowError e) {
            throw new TooCostly();
        }
    }

    /** Each {@code $} that is neither escaped nor in a class. */
    private static String withAbsoluteEnd(String ecma) {
        return DOLLAR.matcher(ecma)
                .replaceAll(found -> found.group().equals("$") ? "\\\\z" : Matcher.quoteReplacement(found.group()));
    }

    /** A text that can be read only so often. */
    private static final class Metered implements CharSequence {
        private final String text;
        private long reads;

        Metered(String text) {
            this.text = text;
            this.reads = READS_AT_LEAST + (long) READS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--reads < 0) {
                throw new TooCostly();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
