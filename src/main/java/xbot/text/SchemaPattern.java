package xbot.text;

import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A pattern of the schema, an ECMA-262 regular expression, on the JDK's engine: {@code $} is the very end of the text
 * and not also the place before a last line feed, and a pattern that backtracks without end is given up.
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

    private static String withAbsoluteEnd(String ecma) {
        StringBuilder jdk = new StringBuilder(ecma.length() + 8);
        boolean inClass = false;
        for (int i = 0; i < ecma.length(); i++) {
            char c = ecma.charAt(i);
            if (c == '\\' && i + 1 < ecma.length()) {
                jdk.append(c).append(ecma.charAt(++i));
                continue;
            }
            inClass = c == '[' || (inClass && c != ']');
            jdk.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
        }
        return jdk.toString();
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
