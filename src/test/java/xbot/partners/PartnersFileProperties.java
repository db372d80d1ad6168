package xbot.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import xbot.Mutations;
import xbot.WorstTexts;
import xbot.text.DiskFile;

class PartnersFileProperties {

    private static final String SECRET = "CanarySecret.0123-4567_89";
    private static final String HASH = KeyHash.of("canary").hex();
    private static final String GOOD = """
            partners:
              a4b:
                user-id-prefix: XCHATBOT.A4B
                gateway-keys:
                  - {id: gw, sha256: %s}
                partner-keys:
                  - id: xp
                    sha256: 'f%s'
                allowed-ips: [203.0.113.0/24]
                direct-line:
                  base-uri: https://directline.botframework.com
                  secret: %s
            """.formatted(HASH, HASH.substring(1), SECRET);

    private final PartnersFile file = new PartnersFile(Path.of("partners.yaml"), true);

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        read(text);
    }

    @Property
    void aMutatedFileIsReadOrRefused(@ForAll("mutated") byte[] content) {
        assertThat(read(content)).doesNotContain(SECRET);
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        return Mutations.of(
                GOOD, GOOD.replace("[203.0.113.0/24]", "&office [203.0.113.0/24]\n    rate-limit: *office"));
    }

    @Example
    void theWorstTextsAreRefusedInTime() {
        WorstTexts.of(1_000_000)
                .forEach(worst ->
                        assertTimeoutPreemptively(WorstTexts.LIMIT, () -> read(worst.getValue()), worst.getKey()));
    }

    /** Wherever a slip of the keyboard puts them, the parts of a secret or hash stay out of the message. */
    @Property
    void noRefusalTellsASecretOrAHash(
            @ForAll @IntRange(max = 470) int from,
            @ForAll @IntRange(max = 30) int length,
            @ForAll @StringLength(max = 3) @CharRange(from = '\t', to = '~') String typed) {
        int start = Math.min(from, GOOD.length());
        String edited = GOOD.substring(0, start) + typed + GOOD.substring(Math.min(start + length, GOOD.length()));

        String message = read(edited);

        assertThat(message)
                .doesNotContainPattern("[A-Za-z]*Secret|0123-4567")
                .doesNotContain(HASH.substring(8, 16), HASH.substring(32, 40), HASH.substring(48, 56));
    }

    private String read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private String read(byte[] content) {
        DiskFile onDisk = new DiskFile(content, null);
        try {
            return file.read(new PartnersFile.Content(onDisk, new TreeMap<>()))
                    .all()
                    .toString();
        } catch (InvalidPartnersFile e) {
            return e.getMessage();
        }
    }
}
