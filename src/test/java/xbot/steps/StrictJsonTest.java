package xbot.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static xbot.webchat.Bodies.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.WorstTexts;
import xbot.contract.InvalidRequest;
import xbot.webchat.Bodies;

class StrictJsonTest {

    @Test
    void readsTheSample() throws Exception {
        JsonNode body = StrictJson.read(utf8(Bodies.SAMPLE));

        assertThat(body.at("/userInfo/address").textValue()).isEqualTo("z06, Tân Thuận Đông, Quận 7, Tp HCM");
        assertThat(body.at("/userInfo/extData").isObject()).isTrue();
    }

    @Test
    void readsEveryKindOfValue() throws Exception {
        String json = """
                {"a": [1, -2, 12345678901234567890, 0.5, -1e3, true, false, null, "\\u00e9\\ud83d\\ude00😀", [], {}]}""";

        JsonNode read = StrictJson.read(utf8(json));

        assertThat(read).hasToString("{\"a\":[1,-2,12345678901234567890,0.5,-1000.0,true,false,null,\"é😀😀\",[],{}]}");
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String body, String message) {
        assertRefused(utf8(body), message);
    }

    static Stream<Arguments> refuses() {
        String tooDeep = "the body is nested deeper than 16 levels";
        String tooMany = "the body has more than 1000 members and items";
        String outOfRange = "the body has a number that is out of range";
        String longNumber = "the body has a number of more than 100 characters";
        String nul = "the body has a NUL character in a name or a text";
        String half = "the body has half a surrogate pair in a name or a text";
        String twice = "the body has a member twice";
        String longText = "the body has a name or a text of more than 16384 characters";
        String invalid = "the body is not valid JSON";
        return Stream.of(
                arguments("", "the body is empty"),
                arguments(" \r\n\t", "the body is empty"),
                arguments("null", "the body is not a JSON object"),
                arguments("[]", "the body is not a JSON object"),
                arguments("\"x\"", "the body is not a JSON object"),
                arguments("1", "the body is not a JSON object"),
                arguments("true", "the body is not a JSON object"),
                arguments("{\"a\":1} {}", "the body goes on after its JSON object"),
                arguments("{} null", "the body goes on after its JSON object"),
                arguments("{}x", invalid),
                arguments("{}\0", invalid),
                arguments("{} // end", invalid),
                arguments("/* start */{}", invalid),
                arguments("# start\n{}", invalid),
                arguments("{", invalid),
                arguments("{\"a\"", invalid),
                arguments("{\"a\":", invalid),
                arguments("{\"a\":}", invalid),
                arguments("{\"a\":\"b", invalid),
                arguments("{\"a\":tru", invalid),
                arguments("{\"a\":1,}", invalid),
                arguments("{\"a\":[1,]}", invalid),
                arguments("{\"a\":[,1]}", invalid),
                arguments("{\"a\":NaN}", invalid),
                arguments("{\"a\":-Infinity}", invalid),
                arguments("{\"a\":Infinity}", invalid),
                arguments("{'a':1}", invalid),
                arguments("{a:1}", invalid),
                arguments("{\"a\":01}", invalid),
                arguments("{\"a\":+1}", invalid),
                arguments("{\"a\":.5}", invalid),
                arguments("{\"a\":5.}", invalid),
                arguments("{\"a\":0x1F}", invalid),
                arguments("{\"a\":\"\\x\"}", invalid),
                arguments("{\"a\":\"\\u12\"}", invalid),
                arguments("{\"a\":\"line\nfeed\"}", invalid),
                arguments("{\"a\":\"\0\"}", invalid),
                arguments("\uFEFF{}", invalid),
                arguments("{\"a\":1,\"a\":1}", twice),
                arguments("{\"a\":1,\"\\u0061\":2}", twice),
                arguments("{\"a\":[{\"b\":{\"c\":null,\"c\":null}}]}", twice),
                arguments("{\"a\":\"\\u0000\"}", nul),
                arguments("{\"\\u0000\":1}", nul),
                arguments("{\"a\":\"\\ud83d\"}", half),
                arguments("{\"a\":\"\\ude00\"}", half),
                arguments("{\"a\":\"\\ude00\\ud83d\"}", half),
                arguments("{\"a\":\"\\ud83d\\ud83d\\ude00\"}", half),
                arguments("{\"a\":\"\\ud83dx\"}", half),
                arguments("{\"\\udfff\":1}", half),
                arguments(nested(17), tooDeep),
                arguments(nested(999), tooDeep),
                arguments("{\"a\":" + "[".repeat(100_000), tooDeep),
                arguments("{\"a\":".repeat(100_000), tooDeep),
                arguments("{\"a\":" + "1".repeat(101) + "}", longNumber),
                arguments("{\"a\":" + "9".repeat(900) + "}", longNumber),
                arguments("{\"a\":0." + "9".repeat(900) + "}", longNumber),
                arguments("{\"a\":1e" + "9".repeat(900) + "}", longNumber),
                arguments("{\"a\":1e999999999}", outOfRange),
                arguments("{\"a\":-1E+999999999}", outOfRange),
                arguments("{\"a\":1e99999999999999999999}", outOfRange),
                arguments("{\"a\":1e309}", outOfRange),
                arguments("{\"a\":\"" + "x".repeat(16_385) + "\"}", longText),
                arguments("{\"a\":[{\"b\":\"" + "x".repeat(60_000) + "\"}]}", longText),
                arguments("{\"" + "x".repeat(60_000) + "\":1}", longText),
                arguments(items(1_000), tooMany),
                arguments(items(10_000), tooMany),
                arguments(members(1_001), tooMany),
                arguments(members(10_000), tooMany));
    }

    @Test
    void takesWhatIsJustWithinTheBounds() throws Exception {
        StrictJson.read(utf8(nested(16)));
        StrictJson.read(utf8("{\"a\":\"" + "x".repeat(16_384) + "\"}"));
        StrictJson.read(utf8(items(999)));
        StrictJson.read(utf8(members(1_000)));
        StrictJson.read(utf8("{\"a\":" + "1".repeat(100) + "}"));
        StrictJson.read(utf8("{\"a\":[1.7e308,1e-999999999]}"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNotUtf8(byte[] body) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> StrictJson.read(body))
                .extracting(InvalidRequest::getMessage)
                .asString()
                .matches("the body is not (UTF-8|valid JSON \\(line 1, column \\d\\))");
    }

    static Stream<byte[]> refusesWhatIsNotUtf8() {
        String json = "{\"a\":\"é\"}";
        return Stream.of(
                inText(0xC0, 0xAF),
                inText(0xE0, 0x80, 0xAF),
                inText(0xED, 0xA0, 0x80),
                inText(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80),
                inText(0xF5, 0x80, 0x80, 0x80),
                inText(0x80),
                inText(0xFF),
                inText(0xC3),
                json.getBytes(StandardCharsets.ISO_8859_1),
                json.getBytes(StandardCharsets.UTF_16),
                json.getBytes(StandardCharsets.UTF_16LE),
                json.getBytes(StandardCharsets.UTF_16BE),
                json.getBytes(Charset.forName("UTF-32BE")),
                json.getBytes(Charset.forName("UTF-32LE")));
    }

    @Test
    void refusesNoBodyAtAll() {
        assertRefused(null, "the body is empty");
    }

    @Test
    void saysWhereTheFaultIs() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> StrictJson.read(utf8("{\n  \"a\": 1,\n  \"a\": 2\n}")))
                .withMessageMatching("the body has a member twice \\(line 3, column \\d+\\)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void judgesTheWorstTextsInTime(Entry<String, String> worst) {
        byte[] body = utf8(worst.getValue());

        assertTimeoutPreemptively(WorstTexts.LIMIT, () -> readOrRefuse(body));
    }

    static Stream<Entry<String, String>> judgesTheWorstTextsInTime() {
        return WorstTexts.of(4_000_000);
    }

    @ParameterizedTest
    @MethodSource
    void readsTheWorstOf64KibInNoTime(String body) {
        byte[] bytes = utf8(body);

        assertTimeout(Duration.ofSeconds(1), () -> {
            for (int i = 0; i < 10; i++) {
                readOrRefuse(bytes);
            }
        });
    }

    static Stream<String> readsTheWorstOf64KibInNoTime() {
        int size = 65_000;
        return Stream.of(
                "[".repeat(size),
                "{\"a\":".repeat(size / 5),
                "{\"a\":" + "9".repeat(size),
                "{\"a\":1." + "9".repeat(size),
                "{\"a\":1e" + "9".repeat(size),
                "{\"a\":[" + "1e308,".repeat(size / 6),
                "{\"a\":[" + ("9".repeat(99) + ",").repeat(600) + "1]}",
                "{\"a\":\"" + "x".repeat(size) + "\"}",
                "{\"" + "x".repeat(size) + "\":1}",
                "{\"a\":\"" + "\\u00e9".repeat(size / 6) + "\"}",
                "{\"a\":\"" + "\\ud83d\\ude00".repeat(size / 12) + "\"}",
                "{\"a\":" + " ".repeat(size) + "1}",
                "{}" + "\n".repeat(size) + "x",
                members(1_000),
                collidingMembers());
    }

    private static void readOrRefuse(byte[] body) {
        try {
            StrictJson.read(body);
        } catch (InvalidRequest refused) {
            assertThat(refused.findings()).isEmpty();
        }
    }

    private static void assertRefused(byte[] body, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> StrictJson.read(body))
                .satisfies(refused -> {
                    assertThat(refused.getMessage().replaceAll(" \\(line \\d+, column \\d+\\)$", ""))
                            .isEqualTo(message);
                    assertThat(refused.findings()).isEmpty();
                });
    }

    /** Objects and arrays in turn; the root is the first level. */
    private static String nested(int levels) {
        StringBuilder open = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (int level = 1; level <= levels; level++) {
            open.append(level % 2 == 1 ? "{\"a\":" : "[");
            close.insert(0, level % 2 == 1 ? "}" : "]");
        }
        return open + "1" + close;
    }

    private static String items(int count) {
        return "{\"a\":[" + "1,".repeat(count - 1) + "1]}";
    }

    private static String members(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 1; i < count; i++) {
            json.append("\"m").append(i).append("\":1,");
        }
        return json.append("\"m\":1}").toString();
    }

    /** Names of one and the same hash code. */
    private static String collidingMembers() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1 << 10; i++) {
            json.append('"');
            for (int bit = 0; bit < 10; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":1,");
        }
        return json.append("\"m\":1}").toString();
    }

    private static byte[] inText(int... octets) {
        byte[] before = utf8("{\"a\":\"");
        ByteBuffer body = ByteBuffer.allocate(before.length + octets.length + 2).put(before);
        for (int octet : octets) {
            body.put((byte) octet);
        }
        return body.put(utf8("\"}")).array();
    }
}
