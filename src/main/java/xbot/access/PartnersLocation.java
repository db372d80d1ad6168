package xbot.access;

import java.nio.file.Path;

/** Where the partners file is: the property {@code xbot.partners-file}. */
public record PartnersLocation(Path file) {

    public PartnersLocation {
        if (file == null) {
            throw new IllegalArgumentException("xbot.partners-file is not set: name the YAML file of the partners");
        }
    }
}
