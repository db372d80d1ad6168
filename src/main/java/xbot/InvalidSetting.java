package xbot;

import java.util.Optional;

/** A setting that nothing reads. */
final class InvalidSetting extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** @param meant the setting that was probably meant */
    InvalidSetting(String name, Optional<String> meant) {
        super("unknown configuration: " + name
                + meant.map(known -> "; did you mean " + known + "?").orElse("; docs/configuration.md has every key"));
    }
}
