package xbot.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.webchat.Bodies.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import xbot.Mutations;
import xbot.contract.InvalidRequest;
import xbot.steps.StrictJson;

/** Whatever is sent is taken or refused with an {@link InvalidRequest}, and no refusal repeats a word of it. */
class InitRequestProperties {

    private static final String CANARY = "Kanarienvogel";
    private static final String EVERY_KIND = """
            {"a": [1, -2, 12345678901234567890, 0.5, -1e3, true, null, "\\u00e9\\ud83d\\ude00😀\\n", [[]], {"": {}}]}""";
    private static final InitRequestSchema SCHEMA = Bodies.schema();

    @Property
    void onlyRefusesRandomBytes(@ForAll byte[] body) {
        answer(body);
    }

    @Property
    void onlyRefusesAMutatedBody(@ForAll("mutated") byte[] body) {
        answer(body);
    }

    @Property
    void onlyRefusesScrambledJson(@ForAll("fragments") List<String> fragments) {
        answer(utf8(String.join("", fragments)));
        answer(utf8("{\"userInfo\":" + String.join("", fragments) + "}"));
    }

    @Property
    void repeatsNoText(@ForAll("members") String member, @ForAll("canaries") String canary) {
        assertSilentOn(canary, Bodies.userWith(member, Bodies.quoted(canary)));
        assertSilentOn(canary, Bodies.userWith(member, "[" + Bodies.quoted(canary) + "]"));
        assertSilentOn(canary, Bodies.extData(Bodies.quoted(canary)));
        assertSilentOn(canary, "{\"userInfo\":" + Bodies.quoted(canary) + "}");
        assertSilentOn(canary, Bodies.quoted(canary));
    }

    @Property
    void repeatsNoName(@ForAll("canaries") String canary) {
        ObjectNode named = JsonNodeFactory.instance.objectNode().put(canary, 1);
        String name = Bodies.quoted(canary);

        assertSilentOn(canary, named.toString());
        assertSilentOn(canary, "{\"userInfo\":" + named + "}");
        assertSilentOn(canary, Bodies.userWith("extData", named.toString()));
        assertSilentOn(canary, Bodies.userWith("id", named.toString()));
        assertSilentOn(canary, "{" + name + ":1," + name + ":2}");
        assertSilentOn(canary, "{" + name + canary);
    }

    private static void assertSilentOn(String canary, String body) {
        assertThat(answer(utf8(body))).doesNotContain(canary).doesNotContain(CANARY);
    }

    private static String answer(byte[] body) {
        try {
            JsonNode userInfo = SCHEMA.read(StrictJson.read(body));
            assertThat(userInfo.path("id").textValue()).matches("[A-Za-z0-9._@+:-]{1,128}");
            return "";
        } catch (InvalidRequest refused) {
            return refused.getMessage() + refused.findings();
        }
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        return Mutations.of(Bodies.SAMPLE, EVERY_KIND, Bodies.extData(EVERY_KIND));
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of("id", "name", "email", "phone", "address", "avatarUrl", "extData", "#", "unknown");
    }

    /** Random text around a word that no sentence of ours has. */
    @Provide
    Arbitrary<String> canaries() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withChars("{}'%$0#\\\"/~\n\u202E").ofMaxLength(8));
        return texts.map(text -> text + CANARY + text);
    }

    @Provide
    Arbitrary<List<String>> fragments() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"id\"",
                        "\"a\"",
                        "\"",
                        "1",
                        "-",
                        "1e400",
                        "null",
                        "true",
                        "\\u0000",
                        "\\ud83d",
                        "\uFEFF",
                        " ",
                        "/*",
                        "\"extData\"",
                        "{}",
                        "\"id\":\"a\"")
                .list()
                .ofMaxSize(30);
    }
}
