package xbot.tools.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows a subcommand.
 *
 * @param directory {@code routes} where none is given
 * @param options the values of those that have one, by name, {@code --verbose} with an empty one
 * @param properties all other {@code --NAME=VALUE}, as they are
 */
public record Arguments(String directory, Map<String, String> options, List<String> properties) {

    /** Says what is wrong with the arguments. */
    public static final class WrongUsage extends RuntimeException {
        public WrongUsage(String message) {
            super(message);
        }
    }

    /**
     * @param known the options of the command, {@code --verbose} and {@code --format=}, which has a value
     */
    public static Arguments parse(List<String> arguments, List<String> known) {
        Map<String, String> options = new HashMap<>();
        List<String> properties = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String[] parts = arguments.get(i).split("=", 2);
            boolean hasValue = known.contains(parts[0] + "=");
            if (hasValue && parts.length == 1 && i + 1 < arguments.size()) {
                options.put(parts[0], arguments.get(++i));
            } else if (hasValue && parts.length == 1) {
                throw new WrongUsage(parts[0] + " needs a value");
            } else if (hasValue || parts.length == 1 && known.contains(parts[0])) {
                options.put(parts[0], parts.length == 1 ? "" : parts[1]);
            } else if (parts[0].startsWith("--") && parts.length == 2) {
                properties.add(arguments.get(i));
            } else if (parts[0].startsWith("-")) {
                throw new WrongUsage("unknown option '" + arguments.get(i) + "'");
            } else {
                directories.add(arguments.get(i));
            }
        }
        if (directories.size() > 1) {
            throw new WrongUsage("one directory at a time: '" + String.join("' or '", directories) + "'");
        }
        return new Arguments(directories.isEmpty() ? "routes" : directories.get(0), options, properties);
    }
}
