package xbot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xbot.shared.EncryptionKeyFile;

class TokenCipherTest {

    private static final Token TOKEN = new Token(
                    "3kgMq-as", "eyJ0eXAi.käse", Instant.parse("2026-07-01T09:00:00.123456789Z"), Duration.ofHours(1))
            .after(null, true);
    private static final String ALICE = TokenRegister.key("a4b/XCHATBOT.A4B.WEBCHAT.alice");
    private static final String BOB = TokenRegister.key("a4b/XCHATBOT.A4B.WEBCHAT.bob");

    private final TokenCipher cipher = cipher("test-key");

    @TempDir
    Path directory;

    private static TokenCipher cipher(String... keys) {
        return new TokenCipher(EncryptionKey.read(EncryptionKeyFile.of(keys)));
    }

    @Test
    void readsWhatItWrote() throws Exception {
        assertThat(cipher.open(ALICE, cipher.seal(ALICE, TOKEN))).isEqualTo(TOKEN);
    }

    @Test
    void writesNoTwoEntriesAlike() {
        assertThat(cipher.seal(ALICE, TOKEN)).isNotEqualTo(cipher.seal(ALICE, TOKEN));
    }

    @Test
    void showsNeitherTokenNorConversation() {
        String entry = new String(cipher.seal(ALICE, TOKEN), StandardCharsets.ISO_8859_1);

        assertThat(entry).doesNotContain("eyJ", "3kgMq");
        assertThat(ALICE).startsWith("xbot-token-v3/").doesNotContain("alice", "a4b");
    }

    @Test
    void costsLittleMoreThanTokenAndConversation() {
        int content = "3kgMq-as".length() + "eyJ0eXAi.käse".getBytes(StandardCharsets.UTF_8).length;

        assertThat(cipher.seal(ALICE, TOKEN)).hasSize(127 + content);
    }

    @Test
    void doesNotTakeTheEntryOfAnotherUser() {
        assertUnreadable(BOB, cipher.seal(ALICE, TOKEN), "another user's");
    }

    @Test
    void doesNotTakeAnEntryWithAnyBitChanged() {
        byte[] entry = cipher.seal(ALICE, TOKEN);
        for (int bit = 0; bit < entry.length * 8; bit++) {
            byte[] changed = entry.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertUnreadable(ALICE, changed, "");
        }
    }

    @Test
    void doesNotTakeAnEntryOfAnyOtherLength() {
        byte[] entry = cipher.seal(ALICE, TOKEN);
        for (int length = 0; length < entry.length; length++) {
            assertUnreadable(ALICE, Arrays.copyOf(entry, length), "");
        }
        assertUnreadable(ALICE, Arrays.copyOf(entry, entry.length + 1), "");
    }

    @Test
    void doesNotTakeAnotherVersion() {
        byte[] entry = cipher.seal(ALICE, TOKEN);
        entry[0]++;

        assertUnreadable(ALICE, entry, "not of version 3");
    }

    @Test
    void doesNotTakeAnEntryOfAKeyThatItDoesNotHave() {
        assertUnreadable(ALICE, cipher("another-key").seal(ALICE, TOKEN), "xbot.cache.encryption-key-file");
    }

    @Test
    void readsWithEachKeyAndWritesWithTheFirst() throws Exception {
        TokenCipher rotating = cipher("new-key", "test-key");

        assertThat(rotating.open(ALICE, cipher.seal(ALICE, TOKEN))).isEqualTo(TOKEN);
        assertThat(cipher("new-key").open(ALICE, rotating.seal(ALICE, TOKEN))).isEqualTo(TOKEN);
        assertUnreadable(ALICE, rotating.seal(ALICE, TOKEN), "");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "not base64!, has a line that is not 32 bytes in base64",
        "dGVzdA==, has a line that is not 32 bytes in base64"
    })
    void refusesAFileWithoutKeys(String content, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKey.read(file))
                .withMessageContaining("xbot.cache.encryption-key-file")
                .withMessageContaining(message);
    }

    @Test
    void saysThatAFileIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKey.read(null))
                .withMessageContaining("openssl rand -base64 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionKey.read(directory.resolve("nowhere")))
                .withMessageContaining("is missing");
    }

    private void assertUnreadable(String key, byte[] entry, String message) {
        assertThatExceptionOfType(TokenCipher.Unreadable.class)
                .isThrownBy(() -> cipher.open(key, entry))
                .withMessageContaining(message);
    }
}
