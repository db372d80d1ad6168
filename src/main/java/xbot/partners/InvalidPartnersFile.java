package xbot.partners;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The partners file cannot be used. Its message is one line with every finding; none of them holds a key or secret. */
public final class InvalidPartnersFile extends RuntimeException {

    private static final int MAX_LISTED = 100;

    private final List<String> findings;

    InvalidPartnersFile(Path file, List<String> findings) {
        super(message(file, findings));
        this.findings = List.copyOf(findings);
    }

    /** Each is a line such as {@code line 9: allowed-ips of partner 'a4b': '10.0.0.0/40' is not a CIDR range}. */
    public List<String> findings() {
        return findings;
    }

    private static String message(Path file, List<String> findings) {
        String listed = findings.stream().limit(MAX_LISTED).collect(Collectors.joining("; "));
        String more = findings.size() > MAX_LISTED ? "; and " + (findings.size() - MAX_LISTED) + " more" : "";
        return "partners file '" + file + "' cannot be used: " + listed + more;
    }
}
