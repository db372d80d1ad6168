package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static xbot.partners.Samples.START;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class PartnersReloadTest {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PartnersReload.class);
    private IpRanges trustedProxies = IpRanges.NONE;
    private Path file;
    private PartnersReload reload;

    @BeforeEach
    void begin() throws IOException {
        log.start();
        logger.addAppender(log);
        file = directory.resolve("partners.yaml");
        Files.writeString(directory.resolve("secret"), "first");
        Files.writeString(file, partners("old"));
        reload = reload(file);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
    }

    @Test
    void beginsWithWhatIsOnDisk() {
        assertThat(finds("old")).isTrue();
        assertReloads(0, 0);
    }

    @Test
    void doesNotBeginWithABadFile() throws IOException {
        Files.writeString(file, "partners: {}");

        assertThatExceptionOfType(InvalidPartnersFile.class)
                .isThrownBy(() -> reload(file))
                .withMessage("partners file '" + file + "' cannot be used: line 1: partners has no partner");
    }

    @Test
    void appliesAChangeThatTwoPollsHaveSeen() throws IOException {
        Files.writeString(file, partners("new"));

        reload.poll();
        assertThat(finds("old")).isTrue();

        reload.poll();
        assertThat(finds("new")).isTrue();
        assertThat(finds("old")).isFalse();
        assertReloads(1, 0);
    }

    @Test
    void waitsUntilAFileIsWritten() throws IOException {
        Files.writeString(file, partners("new").substring(0, 40));
        reload.poll();
        Files.writeString(file, partners("new").substring(0, 80));
        reload.poll();
        Files.writeString(file, partners("new"));
        reload.poll();

        assertReloads(0, 0);
        reload.poll();

        assertReloads(1, 0);
        assertThat(finds("new")).isTrue();
    }

    @Test
    void doesNothingWhereNothingChanged() throws IOException {
        Files.writeString(file, partners("old"));

        pollTwice();

        assertReloads(0, 0);
    }

    @Test
    void appliesASecretFileThatChanged() throws IOException {
        Files.writeString(directory.resolve("secret"), "second");

        pollTwice();

        assertThat(reload.partners().all().get(0).directLine().secret().reveal())
                .isEqualTo("second");
        assertReloads(1, 0);
    }

    @Test
    void appliesTheSymlinkSwapOfASecretVolume() throws IOException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        version(volume, "..2026_07_01", "old", "first");
        version(volume, "..2026_07_15", "new", "second");
        Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_07_01"));
        Files.createSymbolicLink(volume.resolve("partners.yaml"), Path.of("..data/partners.yaml"));
        Files.createSymbolicLink(volume.resolve("secret"), Path.of("..data/secret"));
        reload = reload(volume.resolve("partners.yaml"));

        Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2026_07_15"));
        Files.move(volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        pollTwice();

        assertThat(finds("new")).isTrue();
        assertThat(reload.partners().all().get(0).directLine().secret().reveal())
                .isEqualTo("second");
    }

    @Test
    void keepsTheOldPartnersWhereTheNewCannotBeUsed() throws IOException {
        Files.writeString(file, partners("new").replace("203.0.113.0/24", "203.0.113.0/33"));

        pollTwice();
        pollTwice();

        assertThat(finds("old")).isTrue();
        assertReloads(0, 1);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .startsWith("partners refused, the old ones stay: ")
                        .contains("line 6: allowed-ips of partner 'a4b': '203.0.113.0/33' is not a CIDR range")
                        .doesNotContain("\n"));
    }

    @Test
    void keepsTheOldPartnersWhereTheFileOrASecretFileIsGone() throws IOException {
        Files.delete(directory.resolve("secret"));
        pollTwice();
        Files.delete(file);
        pollTwice();

        assertThat(finds("old")).isTrue();
        assertReloads(0, 2);
        assertThat(log.list)
                .last()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .endsWith(": it is missing");
    }

    @Test
    void forgetsARefusalWhenTheFileIsGoodAgain() throws IOException {
        Files.writeString(file, "partners: {}");
        pollTwice();
        Files.writeString(file, partners("new"));
        pollTwice();

        assertThat(finds("new")).isTrue();
        assertReloads(1, 1);
    }

    @Test
    void warnsAtTheStartAndAtEachChangeOfAddressesThatAreThoseOfProxies() throws IOException {
        trustedProxies = IpRanges.of(List.of("203.0.0.0/16", "10.0.0.0/8"));
        reload = reload(file);
        Files.writeString(file, partners("new").replace("[203.0.113.0/24]", "[10.20.30.40, 198.51.100.7]"));
        pollTwice();
        Files.writeString(file, partners("new").replace("[203.0.113.0/24]", "[198.51.100.7, 203.0.0.0/15]"));
        pollTwice();

        String never = "1 of allowed-ips lie inside xbot.access.trusted-proxies and never match a client behind them,"
                + " which gets 403; narrow trusted-proxies to the proxies alone: ";
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        never + "203.0.113.0/24 in allowed-ips of partner 'a4b'",
                        never + "10.20.30.40 in allowed-ips of partner 'a4b'");
        assertReloads(2, 0);
    }

    private PartnersReload reload(Path partnersFile) {
        return new PartnersReload(new PartnersFile(partnersFile, true), trustedProxies, meters);
    }

    private void pollTwice() {
        reload.poll();
        reload.poll();
    }

    private boolean finds(String gatewayKey) {
        return reload.partners().find(gatewayKey, "partner-key", START).isPresent();
    }

    private void assertReloads(int applied, int refused) {
        assertThat(meters.counter("xbot.partners.reloads", "outcome", "applied").count())
                .isEqualTo(applied);
        assertThat(meters.counter("xbot.partners.reloads", "outcome", "refused").count())
                .isEqualTo(refused);
    }

    private static void version(Path volume, String name, String gatewayKey, String secret) throws IOException {
        Path version = Files.createDirectory(volume.resolve(name));
        Files.writeString(version.resolve("partners.yaml"), partners(gatewayKey));
        Files.writeString(version.resolve("secret"), secret);
    }

    private static String partners(String gatewayKey) {
        return """
                partners:
                  a4b:
                    user-id-prefix: XCHATBOT.A4B
                    gateway-keys: [{id: gw, sha256: %s}]
                    partner-keys: [{id: xp, sha256: %s}]
                    allowed-ips: [203.0.113.0/24]
                    direct-line: {base-uri: "https://directline.botframework.com", secret-file: secret}
                """.formatted(
                        KeyHash.of(gatewayKey).hex(), KeyHash.of("partner-key").hex());
    }
}
