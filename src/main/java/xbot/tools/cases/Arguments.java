package xbot.tools.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows a subcommand.
 *
 * @param paths files and directories
 * @param options the values of those that have one, by name, {@code --verbose} with an empty one
 * @param properties all other {@code --NAME=VALUE}, as they are
 */
public record Arguments(List<String> paths, Map<String, String> options, List<String> properties) {

    /** Says what is wrong with the arguments. */
    public static final class WrongUsage extends RuntimeException {
        public WrongUsage(String message) {
            super(message);
        }
    }

    /**
     * @param known the options of the command, {@code --verbose} and {@code --format=}, which has a value
     * @param needed the paths that must be given, such as {@code FILE}; where none must, one directory may
     */
    public static Arguments parse(List<String> arguments, List<String> known, String... needed) {
        Map<String, String> options = new HashMap<>();
        List<String> properties = new ArrayList<>();
        List<String> paths = new ArrayList<>();
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
                paths.add(arguments.get(i));
            }
        }
        if (needed.length > 0 && paths.size() != needed.length) {
            throw new WrongUsage("it needs " + String.join(" and ", needed) + ", and nothing else");
        } else if (needed.length == 0 && paths.size() > 1) {
            throw new WrongUsage("one directory at a time: '" + String.join("' or '", paths) + "'");
        }
        return new Arguments(paths, options, properties);
    }

    /** {@code routes} where none is given. */
    public String directory() {
        return paths.isEmpty() ? "routes" : paths.get(0);
    }
}
