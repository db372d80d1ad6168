package xbot.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;
import xbot.partners.KeyHash;

class PartnersCommandTest {

    private static final String PARTNERS = """
            partners:
              a4b:
                user-id-prefix: "a4b_"
                gateway-keys:
                  - {id: gw, sha256: GATEWAY}
                partner-keys:
                  - {id: xp, sha256: PARTNER}
                allowed-ips: ["203.0.113.0/24"]
                direct-line:
                  base-uri: https://directline.example.com
                  secret-file: /etc/xbot/secrets/no-such-file
                  trusted-origins: ["https://shop.example.com"]
            """.replace(
                    "GATEWAY", KeyHash.of("gateway").hex())
            .replace("PARTNER", KeyHash.of("partner").hex());

    @TempDir
    private Path directory;

    private Path file;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void name() {
        file = directory.resolve("partners.yaml");
    }

    @Test
    void takesAFileWhoseSecretsAreOnlyInThePod() throws IOException {
        assertThat(check(PARTNERS)).isZero();

        assertThat(text())
                .isEqualTo(file + ": 0 errors; secret files that are not here and were not looked at: 1"
                        + System.lineSeparator());
    }

    @Test
    void judgesASecretFileThatIsHere() throws IOException {
        Files.writeString(directory.resolve("a4b.secret"), "line 1\nline 2\n");

        assertThat(check(PARTNERS.replace("/etc/xbot/secrets/no-such-file", "a4b.secret")))
                .isEqualTo(1);

        assertThat(text())
                .contains(file + ":11: secret-file of direct-line of partner 'a4b'")
                .endsWith(": 1 error\n");
    }

    @Test
    void saysEachMistakeWithItsLineAndNoValue() throws IOException {
        String mistakes = PARTNERS.replace("203.0.113.0/24", "my secret 1")
                .replace("https://directline", "my-secret-2")
                .replace("    user-id-prefix", "    user-prefix");

        assertThat(check(mistakes)).isEqualTo(1);

        assertThat(text().lines().map(line -> line.replaceFirst(".*?(:\\d+)?: .*", "$1")))
                .containsExactly(":2", ":3", ":8", ":10", "");
        assertThat(text()).endsWith("4 errors; secret files that are not here and were not looked at: 1\n");
        assertThat(text()).doesNotContain("my secret", "my-secret");
    }

    @Test
    void asksForNoAddressWhereTheAllowlistIsOff() throws IOException {
        String open = PARTNERS.replace("[\"203.0.113.0/24\"]", "[]");

        assertThat(check(open)).isEqualTo(1);
        assertThat(check(open, "--xbot.access.ip-allowlist=off")).isZero();
    }

    @Test
    void refusesAFileThatIsNotThereAndWrongUsage() {
        assertThat(run("check-partners", file.toString())).isEqualTo(1);
        assertThat(text()).contains(file + ": it is missing");
        assertThat(run("check-partners")).isEqualTo(2);
        assertThat(run("check-partners", "a", "b")).isEqualTo(2);
    }

    private int check(String content, String... options) throws IOException {
        Files.writeString(file, content);
        String[] arguments = new String[2 + options.length];
        arguments[0] = "check-partners";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Subcommands.run(XbotRoutes.class, arguments, stream, stream);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
