package xbot.tools;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import xbot.routes.RouteFiles;

/** {@code hash}: says which route set a directory is, in the words of {@code /actuator/routeset}. */
final class HashCommand {

    static final String USAGE = """
            hash [DIR]
                prints the hash of the route set in DIR (routes) and of each file, as /actuator/routeset has them
                java -jar xbot-routes.jar hash routes""";

    private HashCommand() {}

    /** @return 0, or 1 if the directory cannot be read */
    static int run(String directory, PrintStream out, PrintStream err) {
        try {
            RouteFiles files = RouteFiles.read(Path.of(directory));
            out.println(files.hash() + "  " + directory);
            files.hashes().forEach((name, hash) -> out.println(hash + "  " + name));
            return 0;
        } catch (IOException e) {
            err.println(directory + " cannot be read: " + e);
            return 1;
        }
    }
}
