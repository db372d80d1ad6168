package xbot.partners;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the partners file is: the property {@code xbot.partners-file}. */
@ConfigurationProperties("xbot")
public record PartnersLocation(Path partnersFile) {

    public PartnersLocation {
        if (partnersFile == null) {
            throw new IllegalArgumentException(
                    "xbot.partners-file is required: start with --xbot.partners-file=FILE, see README.md");
        }
    }
}
