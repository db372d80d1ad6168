package xbot.partners;

/** A secret that prints as {@code ***}: one line of 1 to 512 visible ASCII characters. */
public final class Secret {

    private static final int MAX_LENGTH = 512;

    private final String value;

    /** @throws IllegalArgumentException without the value, if it is no such line */
    public Secret(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("is not one line of 1 to 512 visible ASCII characters");
        }
        this.value = value;
    }

    /** The secret of a text that may end with a line break, as files do. */
    static Secret ofLine(String text) {
        int end = text.endsWith("\r\n") ? text.length() - 2 : text.endsWith("\n") ? text.length() - 1 : text.length();
        return new Secret(text.substring(0, end));
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
