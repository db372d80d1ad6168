package xbot.tools;

import java.io.PrintStream;
import java.nio.file.Path;
import xbot.partners.PartnersFile;
import xbot.tools.cases.Arguments;

/** {@code check-partners}: finds mistakes in a partners file before a pod has it. */
final class PartnersCommand {

    static final String ALLOWLIST = "--xbot.access.ip-allowlist";

    static final String USAGE = """
            check-partners FILE [--xbot.access.ip-allowlist=off]
                finds mistakes in a partners file, read as a pod reads it; a secret file that is not here is no error;
                exit code 0: no error, 1: errors, 2: wrong usage
                java -jar xbot-routes.jar check-partners partners.yaml""";

    private PartnersCommand() {}

    /** @return the exit code */
    static int run(Arguments given, PrintStream out) {
        String file = given.paths().get(0);
        boolean isEnforced = !"off".equals(given.options().get(ALLOWLIST));
        PartnersFile.Judgement judgement = new PartnersFile(Path.of(file), isEnforced).judge();
        judgement
                .findings()
                .forEach(finding -> out.println(
                        file + (finding.startsWith("line ") ? ":" + finding.substring(5) : ": " + finding)));
        int errors = judgement.findings().size();
        int absent = judgement.secretFilesAbsent();
        out.println(file + ": " + (errors == 1 ? "1 error" : errors + " errors")
                + (absent == 0 ? "" : "; secret files that are not here and were not looked at: " + absent));
        return errors == 0 ? 0 : 1;
    }
}
