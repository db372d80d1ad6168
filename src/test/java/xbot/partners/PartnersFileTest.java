package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnersFileTest {

    private static final String CANARY = "canary-secret";
    private static final String[] HASH =
            IntStream.range(0, 5).mapToObj(i -> KeyHash.of("key-" + i).hex()).toArray(String[]::new);

    private static final String GOOD = read(Path.of("src/test/resources/partners/partners.yaml"));

    private static final IPAddress OFFICE = new IPAddressString("203.0.113.7").getAddress();

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
        assertThat(a4b.gatewayKeys()).containsExactly(new Partner.Key("gw-2026-07", KeyHash.of("key-0"), null, null));
        assertThat(a4b.partnerKeys())
                .containsExactly(
                        new Partner.Key(
                                "xp-2026-07",
                                KeyHash.of("key-1"),
                                Instant.parse("2026-07-01T00:00:00Z"),
                                Instant.parse("2027-01-01T00:00:00Z")),
                        new Partner.Key("xp-2027-01", KeyHash.of("key-2"), null, null));
        assertThat(a4b.allowedIps().contain(OFFICE)).isTrue();
        assertThat(a4b.rateLimit()).isEqualTo(new Partner.Rate(100, Duration.ofSeconds(1)));
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
    void hasTheSendersOfEventsWithTwoSecretsWhileOneReplacesTheOther() throws IOException {
        Files.writeString(directory.resolve("secrets/zalo"), "old-key\nnew-key\n");
        String senders = """
                    zalo: {app-id: "2553928453557884079", secret-file: secrets/zalo}
                    bot: {app-id: 5c1d5b06-3f0f-4f0b-9d3c-0c4f2b9a7e11, cloud: us-government}
                """;

        Partners partners = read(GOOD.replace("  travel:\n", senders + "  travel:\n"));

        Partner a4b = partners.all().get(0);
        assertThat(a4b.zalo().appId()).isEqualTo("2553928453557884079");
        assertThat(a4b.zalo().secrets().stream().map(Secret::reveal)).containsExactly("old-key", "new-key");
        assertThat(a4b.bot())
                .isEqualTo(new Partner.Bot("5c1d5b06-3f0f-4f0b-9d3c-0c4f2b9a7e11", Partner.Cloud.US_GOVERNMENT));
        Partner travel = partners.all().get(1);
        assertThat(travel.zalo()).isNull();
        assertThat(travel.bot()).isNull();
    }

    @Test
    void hasBotsInThePublicCloudWhereNoneIsNamed() throws IOException {
        String bot = "    bot: {app-id: a}\n";

        assertThat(read(GOOD.replace("  travel:\n", bot + "  travel:\n"))
                        .all()
                        .get(0)
                        .bot()
                        .cloud())
                .isEqualTo(Partner.Cloud.PUBLIC);
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

        assertThat(partners.all()).allMatch(partner -> partner.allowedIps().contain(OFFICE));
    }

    @Test
    void mayHaveAHashOfDigitsOnly() throws IOException {
        assertThat(read(GOOD.replace(HASH[0], "1".repeat(64))).all()).hasSize(2);
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
    void mayHaveASecretThatABlockOfYamlEndsWithALineFeed() throws IOException {
        Partners partners = read(GOOD.replace(
                "{base-uri: \"http://localhost:9000\", secret: canary-secret}",
                "\n      base-uri: http://localhost:9000\n      secret: |\n        canary-secret"));

        assertThat(partners.all().get(1).directLine().secret().reveal()).isEqualTo(CANARY);
    }

    @Test
    void mayShareAListByAnyNumberOfAliases() throws IOException {
        StringBuilder file = new StringBuilder("partners:\n");
        for (int i = 0; i < 60; i++) {
            file.append("  p%1$d: {user-id-prefix: P%1$d, gateway-keys: [{id: gw, sha256: %2$s}],"
                            .formatted(i, hash("gw" + i)))
                    .append(" partner-keys: [{id: xp, sha256: %s}],".formatted(hash("xp" + i)))
                    .append(i == 0 ? " allowed-ips: &office [203.0.113.0/24]," : " allowed-ips: *office,")
                    .append(" direct-line: {base-uri: https://directline.botframework.com, secret: x}}\n");
        }

        assertThat(read(file.toString()).all()).hasSize(60);
    }

    @Test
    void mayHaveNumbersForNames() throws IOException {
        Partner travel = read(GOOD.replace("XCHATBOT.TRAVEL", "4711").replace("id: gw,", "id: 2026.10,"))
                .all()
                .get(1);

        assertThat(travel.userIdPrefix()).isEqualTo("4711");
        assertThat(travel.gatewayKeys().get(0).id()).isEqualTo("2026.10");
    }

    @Test
    void mayBeAFileOfWindows() throws IOException {
        Files.writeString(directory.resolve("secrets/a4b"), "\uFEFFsecret-of-a4b\r\n");

        Partners partners = read("\uFEFF" + GOOD.replace("\n", "\r\n"));

        assertThat(partners.all().get(0).directLine().secret().reveal()).isEqualTo("secret-of-a4b");
    }

    @Test
    void takesAPrefixThatLeavesEightCharactersOfTheUser() throws IOException {
        assertThat(read(GOOD.replace("XCHATBOT.TRAVEL", "X".repeat(55))).all()).hasSize(2);
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
        InvalidPartnersFile refused = refused(GOOD.replace(
                "198.51.100.7", IntStream.range(0, 150).mapToObj(i -> "x" + i).collect(Collectors.joining(","))));

        assertThat(refused.findings()).hasSize(150);
        assertThat(refused.getMessage()).endsWith("; and 50 more");
    }

    private static String hash(String key) {
        return KeyHash.of(key).hex();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
