package xbot.access;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnersFileTest {

    private static final String CANARY = "canary-secret";
    private static final String[] HASH =
            IntStream.range(0, 5).mapToObj(i -> KeyHash.of("key-" + i).hex()).toArray(String[]::new);

    private static final String GOOD = """
            partners:
              a4b:
                user-id-prefix: XCHATBOT.A4B.WEBCHAT
                gateway-keys:
                  - {id: gw-2026-07, sha256: %s}
                partner-keys:
                  - {id: xp-2026-07, sha256: %s, not-before: 2026-07-01T00:00:00Z, not-after: 2027-01-01T00:00:00Z}
                  - {id: xp-2027-01, sha256: %s}
                allowed-ips: [203.0.113.0/24, "2001:db8::/32"]
                rate-limit: {requests: 100, per: 1s}
                direct-line:
                  base-uri: https://directline.botframework.com/
                  secret-file: secrets/a4b
                  trusted-origins: [https://www.a4b.example, http://localhost:3000]
                  bind-user: false
              travel:
                user-id-prefix: XCHATBOT.TRAVEL
                gateway-keys: [{id: gw, sha256: %s}]
                partner-keys: [{id: xp, sha256: %s}]
                allowed-ips: [198.51.100.7]
                direct-line: {base-uri: "http://localhost:9000", secret: canary-secret}
            """.formatted((Object[]) HASH);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeSecret() throws IOException {
        file = directory.resolve("partners.yaml");
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/a4b"), "secret-of-a4b\n");
    }

    @Test
    void hasAllOfAPartner() throws IOException {
        Partner a4b = read(GOOD).all().get(0);

        assertThat(a4b.id()).isEqualTo("a4b");
        assertThat(a4b.userIdPrefix()).isEqualTo("XCHATBOT.A4B.WEBCHAT");
        assertThat(a4b.gatewayKeys()).containsExactly(new ApiKey("gw-2026-07", KeyHash.of("key-0"), null, null));
        assertThat(a4b.partnerKeys())
                .containsExactly(
                        new ApiKey(
                                "xp-2026-07",
                                KeyHash.of("key-1"),
                                Instant.parse("2026-07-01T00:00:00Z"),
                                Instant.parse("2027-01-01T00:00:00Z")),
                        new ApiKey("xp-2027-01", KeyHash.of("key-2"), null, null));
        assertThat(a4b.allowedIps().contain(ClientIp.parse("203.0.113.7").orElseThrow()))
                .isTrue();
        assertThat(a4b.rateLimit()).isEqualTo(new Rate(100, Duration.ofSeconds(1)));
        assertThat(a4b.directLine().baseUri()).isEqualTo(URI.create("https://directline.botframework.com"));
        assertThat(a4b.directLine().secret().reveal()).isEqualTo("secret-of-a4b");
        assertThat(a4b.directLine().trustedOrigins())
                .containsExactly("https://www.a4b.example", "http://localhost:3000");
        assertThat(a4b.directLine().bindUser()).isFalse();
    }

    @Test
    void hasDefaultsForWhatIsOptional() throws IOException {
        Partner travel = read(GOOD).all().get(1);

        assertThat(travel.rateLimit()).isNull();
        assertThat(travel.directLine().secret().reveal()).isEqualTo(CANARY);
        assertThat(travel.directLine().trustedOrigins()).isEmpty();
        assertThat(travel.directLine().bindUser()).isTrue();
    }

    @Test
    void needsNoAllowedIpsWhereTheAllowlistIsOff() throws IOException {
        write(GOOD.replace("    allowed-ips: [198.51.100.7]\n", ""));
        PartnersFile off = new PartnersFile(file, false);

        assertThat(off.read(off.content()).all()).hasSize(2);
    }

    @Test
    void mayShareAListByAnAlias() throws IOException {
        Partners partners = read(GOOD.replace("[203.0.113.0/24, \"2001:db8::/32\"]", "&office [203.0.113.0/24]")
                .replace("[198.51.100.7]", "*office"));

        assertThat(partners.all())
                .allMatch(partner -> partner.allowedIps()
                        .contain(ClientIp.parse("203.0.113.7").orElseThrow()));
    }

    @Test
    void mayHaveAHashOfDigitsOnly() throws IOException {
        assertThat(read(GOOD.replace(HASH[0], "1".repeat(64))).all()).hasSize(2);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // what it is; what stands instead; what is said about it
                mistake("partners:\n", "partner:\n", "line 1: unknown member of the file, did you mean 'partners'?"),
                mistake("  a4b:", "  A4B:", "line 3: partner 'A4B' has an id that is not [a-z0-9-]{1,32}"),
                mistake("  travel:", "  a4b:", "line 16: a member of partners is given twice"),
                mistake("  a4b:", "  ? [a]\n  : {}\n  a4b:", "line 2: a member of partners has no name"),
                mistake("  travel:", "  travel: x\n  other:", "line 16: partner 'travel' is not a mapping"),
                mistake(
                        "user-id-prefix: XCHATBOT.TRAVEL",
                        "userIdPrefix: XCHATBOT.TRAVEL",
                        "line 17: unknown member of partner 'travel', did you mean 'user-id-prefix'?",
                        "line 17: user-id-prefix of partner 'travel' is missing"),
                mistake(
                        "user-id-prefix: XCHATBOT.TRAVEL",
                        "user-id-prefix: X{CHAT",
                        "line 17: user-id-prefix of partner 'travel' is not [A-Za-z0-9._-]{1,55}: with a dot and an id of 8 characters it must fit into Direct Line's 64"),
                mistake(
                        "user-id-prefix: XCHATBOT.TRAVEL",
                        "user-id-prefix:",
                        "line 17: user-id-prefix of partner 'travel' is empty"),
                mistake(
                        "user-id-prefix: XCHATBOT.TRAVEL",
                        "user-id-prefix: [XCHATBOT]",
                        "line 17: user-id-prefix of partner 'travel' is not [A-Za-z0-9._-]{1,55}: with a dot and an id of 8 characters it must fit into Direct Line's 64"),
                mistake(
                        "user-id-prefix: XCHATBOT.TRAVEL",
                        "user-id-prefix: !vault XCHATBOT",
                        "line 17: user-id-prefix of partner 'travel' is not [A-Za-z0-9._-]{1,55}: with a dot and an id of 8 characters it must fit into Direct Line's 64"),
                mistake(
                        "XCHATBOT.TRAVEL",
                        "XCHATBOT.A4B.WEBCHAT",
                        "line 17: user-id-prefix of partner 'travel' is that of partner 'a4b'"),
                mistake(
                        "XCHATBOT.TRAVEL",
                        "XCHATBOT.A4B",
                        "line 3: user-id-prefix of partner 'a4b' starts with that of partner 'travel' and a dot"),
                mistake(
                        "XCHATBOT.TRAVEL",
                        "XCHATBOT.A4B.WEBCHAT.",
                        "line 17: user-id-prefix of partner 'travel' starts with that of partner 'a4b' and a dot"),
                mistake(
                        "gateway-keys: [{id: gw, sha256: " + HASH[3] + "}]",
                        "gateway-keys: []",
                        "line 18: gateway-keys of partner 'travel' needs at least one key"),
                mistake(
                        "    gateway-keys: [{id: gw, sha256: " + HASH[3] + "}]\n",
                        "",
                        "line 17: gateway-keys of partner 'travel' needs at least one key"),
                mistake(
                        "gateway-keys: [{id: gw, sha256: " + HASH[3] + "}]",
                        "gateway-keys: " + HASH[3],
                        "line 18: gateway-keys of partner 'travel' is not a list"),
                mistake(
                        "[{id: gw, sha256: " + HASH[3] + "}]",
                        "[" + HASH[3] + "]",
                        "line 18: a key in gateway-keys of partner 'travel' is not a mapping"),
                mistake(
                        "{id: gw, sha256: " + HASH[3] + "}",
                        "{id: gw, sha265: " + HASH[3] + "}",
                        "line 18: unknown member of a key in gateway-keys of partner 'travel', did you mean 'sha256'?",
                        "line 18: sha256 of a key in gateway-keys of partner 'travel' is missing"),
                mistake(
                        HASH[3],
                        HASH[3].substring(1),
                        "line 18: sha256 of a key in gateway-keys of partner 'travel' is not 64 hexadecimal digits"),
                mistake(
                        HASH[3],
                        KeyHash.of("").hex(),
                        "line 18: sha256 of a key in gateway-keys of partner 'travel' is that of an empty key"),
                mistake(
                        HASH[4],
                        HASH[0],
                        "line 17: key 'xp' in partner-keys of partner 'travel' is the same as key 'gw-2026-07' in"
                                + " gateway-keys of partner 'a4b'"),
                mistake(
                        HASH[4],
                        HASH[3],
                        "line 17: key 'xp' in partner-keys of partner 'travel' is the same as key 'gw' in"
                                + " gateway-keys of partner 'travel'"),
                mistake(
                        "id: xp-2027-01",
                        "id: xp-2026-07",
                        "line 8: id of a key in partner-keys of partner 'a4b' is that of another key"),
                mistake(
                        "id: gw,",
                        "id: " + HASH[3] + ",",
                        "line 18: id of a key in gateway-keys of partner 'travel' is not [A-Za-z0-9._-]{1,64}, or is a"
                                + " hash"),
                mistake(
                        "not-before: 2026-07-01T00:00:00Z",
                        "not-before: 2026-07-01",
                        "line 7: not-before of a key in partner-keys of partner 'a4b' is not an instant such as"
                                + " 2026-07-01T00:00:00Z"),
                mistake(
                        "not-before: 2026-07-01T00:00:00Z",
                        "not-before: 2027-01-01T00:00:00Z",
                        "line 7: not-after of a key in partner-keys of partner 'a4b' is not after not-before"),
                mistake(
                        "    allowed-ips: [198.51.100.7]\n",
                        "",
                        "line 17: allowed-ips of partner 'travel' needs at least one address, as"
                                + " xbot.access.ip-allowlist is enforced"),
                mistake(
                        "[198.51.100.7]",
                        "[]",
                        "line 20: allowed-ips of partner 'travel' needs at least one address, as"
                                + " xbot.access.ip-allowlist is enforced"),
                mistake(
                        "[198.51.100.7]",
                        "[10.0.0.0/40, 10.0.0.1/8]",
                        "line 20: allowed-ips of partner 'travel': '10.0.0.0/40' is not a CIDR range",
                        "line 20: allowed-ips of partner 'travel': '10.0.0.1/8' has host bits set: write"
                                + " '10.0.0.0/8'"),
                mistake(
                        "[198.51.100.7]",
                        "[[198.51.100.7]]",
                        "line 20: allowed-ips of partner 'travel': an entry is not plain text"),
                mistake(
                        "requests: 100",
                        "requests: 0",
                        "line 10: requests of rate-limit of partner 'a4b' is not a whole number from 1 to 1000000000"),
                mistake(
                        "requests: 100",
                        "requests: 1e3",
                        "line 10: requests of rate-limit of partner 'a4b' is not a whole number from 1 to 1000000000"),
                mistake(
                        "per: 1s",
                        "per: 999ms",
                        "line 10: per of rate-limit of partner 'a4b' is not a duration from 1s to 24h"),
                mistake(
                        "per: 1s",
                        "per: 25h",
                        "line 10: per of rate-limit of partner 'a4b' is not a duration from 1s to 24h"),
                mistake(
                        "per: 1s",
                        "per: 99999999999999999999d",
                        "line 10: per of rate-limit of partner 'a4b' is not a duration from 1s to 24h"),
                mistake(
                        "rate-limit: {requests: 100, per: 1s}",
                        "rate-limit:",
                        "line 10: rate-limit of partner 'a4b' is empty"),
                mistake(
                        "rate-limit: {requests: 100, per: 1s}",
                        "rate-limit: {}",
                        "line 10: requests of rate-limit of partner 'a4b' is missing",
                        "line 10: per of rate-limit of partner 'a4b' is missing"),
                mistake(
                        "    direct-line: {base-uri: \"http://localhost:9000\", secret: canary-secret}\n",
                        "",
                        "line 17: direct-line of partner 'travel' is missing"),
                mistake(
                        "secret: canary-secret",
                        "secret: canary-secret, secret-file: secrets/a4b",
                        "line 21: secret of direct-line of partner 'travel' is given as well as secret-file"),
                mistake(
                        ", secret: canary-secret",
                        "",
                        "line 21: secret of direct-line of partner 'travel' and secret-file are missing"),
                mistake(
                        "secret: canary-secret",
                        "secret: canary secret",
                        "line 21: secret of direct-line of partner 'travel' is not one line of 1 to 512 visible ASCII"
                                + " characters"),
                mistake(
                        "secret-file: secrets/a4b",
                        "secret-file: canary-secret",
                        "line 13: secret-file of direct-line of partner 'a4b' is missing"),
                mistake(
                        "secret-file: secrets/a4b",
                        "secret-file: secrets",
                        "line 13: secret-file of direct-line of partner 'a4b' is not a file"),
                mistake(
                        "secret-file: secrets/a4b",
                        "secret-file: partners.yaml",
                        "line 13: secret-file of direct-line of partner 'a4b' is not one line of 1 to 512 visible ASCII"
                                + " characters"),
                mistake(
                        "bind-user: false",
                        "bind-user: no",
                        "line 15: bind-user of direct-line of partner 'a4b' is not true or false"),
                mistake(
                        "https://www.a4b.example,",
                        "https://www.a4b.example/chat,",
                        "line 14: trusted-origins of direct-line of partner 'a4b': an entry is not an https origin"));
    }

    private static Arguments mistake(String good, String bad, String... findings) {
        return Arguments.of(good, bad, List.of(findings));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("mistakes")
    void isRefusedWithLineAndName(String good, String bad, List<String> findings) throws IOException {
        assertThat(GOOD).contains(good);

        InvalidPartnersFile refused = refused(GOOD.replace(good, bad));

        assertThat(refused.findings()).containsAll(findings);
        assertThat(refused).hasMessageStartingWith("partners file '" + file + "' cannot be used: ");
        assertThat(refused.getMessage()).doesNotContain(HASH).doesNotContain(CANARY, "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://directline.botframework.com",
                "ftp://localhost",
                "https://user:canary-secret@directline.botframework.com",
                "https://directline.botframework.com/v3",
                "https://directline.botframework.com?x=1",
                "https://directline.botframework.com#x",
                "https://directline.botframework.com:0",
                "https://directline.botframework.com:70000",
                "https://",
                "https:directline",
                "https://under_score",
                "//directline.botframework.com",
                "directline.botframework.com",
                "http://127.0.0.1.evil.example",
                "http://10.0.0.1",
                "https://direct line"
            })
    void refusesABaseUriThatIsNotHttpsOfAHost(String uri) throws IOException {
        InvalidPartnersFile refused = refused(GOOD.replace("http://localhost:9000", uri));

        assertThat(refused.findings())
                .containsExactly("line 21: base-uri of direct-line of partner 'travel' is not an https URI of a host"
                        + " and nothing else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8", "http://[::1]:8", "http://LOCALHOST", "HTTPS://Host.example:8443/"})
    void takesABaseUriOfHttpsOrOfThisMachine(String uri) throws IOException {
        URI baseUri = read(GOOD.replace("http://localhost:9000", uri))
                .all()
                .get(1)
                .directLine()
                .baseUri();

        assertThat(baseUri).hasToString(uri.toLowerCase(Locale.ROOT).replaceFirst("/$", ""));
    }

    @Test
    void isRefusedWithAllFindingsAtOnceInTheOrderOfTheLines() throws IOException {
        InvalidPartnersFile refused = refused(GOOD.replace("  travel:", "  TRAVEL:")
                .replace("1s", "1w")
                .replace("203.0.113.0/24", "203.0.113.0/33")
                .replace(HASH[0], CANARY));

        assertThat(refused.findings())
                .containsExactly(
                        "line 5: sha256 of a key in gateway-keys of partner 'a4b' is not 64 hexadecimal digits",
                        "line 9: allowed-ips of partner 'a4b': '203.0.113.0/33' is not a CIDR range",
                        "line 10: per of rate-limit of partner 'a4b' is not a duration from 1s to 24h",
                        "line 17: partner 'TRAVEL' has an id that is not [a-z0-9-]{1,32}");
    }

    static Stream<Arguments> contentsThatAreNoYaml() {
        String bomb = "a: &a [x]\n"
                + IntStream.range(0, 9)
                        .mapToObj(i -> "b%d: &b%d [%s]"
                                .formatted(
                                        i, i, String.join(",", Collections.nCopies(9, i == 0 ? "*a" : "*b" + (i - 1)))))
                        .collect(joining("\n"));
        String limits = "it is not YAML: it has a control character, more than 20 levels or more than 50 aliases";
        return Stream.of(
                Arguments.of("", "it is empty"),
                Arguments.of("# nothing", "it is empty"),
                Arguments.of("canary-secret", "line 1: the file is not a mapping"),
                Arguments.of("partners: {}", "line 1: there is no partner"),
                Arguments.of("partners:", "line 1: partners of the file is empty"),
                Arguments.of("partners: {a4b: canary-secret", "it is not YAML: line 1, column 30"),
                Arguments.of("partners: *canary-secret", "it is not YAML: line 1, column 11"),
                Arguments.of("partners:\n\t canary-secret", "it is not YAML: line 2, column 1"),
                Arguments.of("--- {}\n--- canary-secret", "it is not YAML: line 2, column 1"),
                Arguments.of("canary-secret: \0", limits),
                Arguments.of("[".repeat(100_000), limits),
                Arguments.of("a: ".repeat(100_000), "it is not YAML: line 1, column 5"),
                Arguments.of(bomb, limits),
                Arguments.of("partners: &a {x: *a}", "line 1: user-id-prefix of partner 'x' is missing"));
    }

    @ParameterizedTest
    @MethodSource("contentsThatAreNoYaml")
    void isRefusedWithoutQuotingWhatIsNoYaml(String text, String finding) throws IOException {
        InvalidPartnersFile refused = refused(text);

        assertThat(refused.findings()).contains(finding);
        assertThat(refused).hasNoCause();
        assertThat(refused.getMessage()).doesNotContain(CANARY);
    }

    @Test
    void isRefusedIfItIsNotUtf8() throws IOException {
        Files.write(file, "partners: {a4b: ÿ}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused().findings()).containsExactly("it is not UTF-8");
    }

    @Test
    void isRefusedIfItIsMissing() {
        assertThat(refused()).hasMessage("partners file '" + file + "' cannot be used: it is missing");
    }

    @Test
    void isRefusedIfItIsADirectory() throws IOException {
        Files.createDirectory(file);

        assertThat(refused().findings()).containsExactly("it is not a file");
    }

    @Test
    void isRefusedIfItIsTooLarge() throws IOException {
        write(GOOD + "#".repeat(16 << 20));

        assertThat(refused().findings()).containsExactly("it is larger than 16777216 bytes");
    }

    @Test
    void listsAHundredFindingsAndCountsTheOthers() throws IOException {
        InvalidPartnersFile refused = refused(GOOD.replace("198.51.100.7", "x,".repeat(150)));

        assertThat(refused.findings()).hasSize(150);
        assertThat(refused.getMessage()).endsWith("; and 50 more");
    }

    private Partners read(String text) throws IOException {
        write(text);
        PartnersFile partnersFile = new PartnersFile(file, true);
        return partnersFile.read(partnersFile.content());
    }

    private InvalidPartnersFile refused(String text) throws IOException {
        write(text);
        return refused();
    }

    private InvalidPartnersFile refused() {
        PartnersFile partnersFile = new PartnersFile(file, true);
        return catchThrowableOfType(InvalidPartnersFile.class, () -> partnersFile.read(partnersFile.content()));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
