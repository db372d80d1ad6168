package xbot.clients;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xbot.Programs;

/** A program of docs/clients, as its README says to run it. */
enum Client {
    CURL(List.of("curl", "jq"), "sh", "init-token.sh"),
    JAVA(List.of(), Path.of(System.getProperty("java.home"), "bin", "java").toString(), "InitToken.java"),
    NODE(List.of("node"), "node", "init-token.mjs"),
    PYTHON(List.of("python3"), "python3", "init_token.py");

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<String> needs;

    private final String interpreter;
    private final String file;

    Client(List<String> needs, String interpreter, String file) {
        this.needs = needs;
        this.interpreter = interpreter;
        this.file = file;
    }

    /** @param user id, and name where there is one */
    Programs.Result run(URI base, String partnerKey, String... user) {
        needs.forEach(Programs::require);
        List<String> command = new ArrayList<>(List.of(interpreter, "docs/clients/" + file));
        command.addAll(List.of(user));
        return Programs.run(environment(base, partnerKey), command);
    }

    static Map<String, String> environment(URI base, String partnerKey) {
        return Map.of(
                "XBOT_URL",
                base.toString(),
                "XBOT_GATEWAY_KEY",
                "test-gateway-key-a4b",
                "XBOT_PARTNER_KEY",
                partnerKey,
                "LC_ALL",
                "C.UTF-8");
    }
}
