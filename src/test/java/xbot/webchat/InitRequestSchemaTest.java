package xbot.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static xbot.webchat.Bodies.quoted;
import static xbot.webchat.Bodies.user;
import static xbot.webchat.Bodies.userWith;
import static xbot.webchat.Bodies.utf8;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.contract.InvalidRequest.Finding;
import xbot.steps.StrictJson;

/** What the schema of the routes lets through and what it says of the rest. */
class InitRequestSchemaTest {

    private static final String ID = "must consist of the characters A-Z a-z 0-9 . _ @ + : -";
    private static final String ONE_LINE = "must have no control, line break or direction override characters";
    private static final String EMAIL = "must be an e-mail address";
    private static final String PHONE =
            "must be a telephone number: 3 to 20 digits, with + before and space . ( ) - between them";
    private static final String URL = "must be an http or https URL with a host and without user name or password";
    private static final String UNKNOWN = "has a member that is not known";

    private static final InitRequestSchema SCHEMA = Bodies.schema();

    @Test
    void takesTheSample() throws Exception {
        assertThat(findings(Bodies.SAMPLE)).isEmpty();
    }

    @Test
    void keepsTheUserOutOfLogLines() throws Exception {
        assertThat(findings(Bodies.SAMPLE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void takes(String member, String text) {
        assertThat(SCHEMA.check(user(member, text))).isEmpty();
    }

    static Stream<Arguments> takes() {
        return Stream.of(
                arguments("id", "a"),
                arguments("id", "A.z_0-9@b+c:d"),
                arguments("id", "a".repeat(128)),
                arguments("name", "Nguyễn Văn Ánh"),
                arguments("name", "محمد \u200Fعلي"),
                arguments("name", "Ánh 👩‍👩‍👧 🇻🇳"),
                arguments("name", "😀".repeat(256)),
                arguments("name", "${header.x} #{1+1} {{xbot.x}} ${jndi:ldap://x} <script>"),
                arguments("address", "z06, Tân Thuận Đông, Quận 7, Tp HCM"),
                arguments("address", "x".repeat(512)),
                arguments("email", "nguyenvana@gmai.com"),
                arguments("email", "a.b+c_d@mail-1.example.co.vn"),
                arguments("email", "o'neill@xn--v-d-iia.vn"),
                arguments("phone", "84988883434"),
                arguments("phone", "+84 988-883-434"),
                arguments("phone", "(+84) 988.883.434"),
                arguments("phone", "(028) 3822 1234"),
                arguments("phone", "113"),
                arguments("avatarUrl", "https://cdn.example.com/a/b.png?size=64&x=%20#top"),
                arguments("avatarUrl", "HTTP://localhost:8080"),
                arguments("avatarUrl", "http://203.0.113.7/ảnh.png"),
                arguments("avatarUrl", "https://[2001:db8::1]:443/@user:1/"),
                arguments("avatarUrl", "https://example.com/" + "x".repeat(2028)));
    }

    @ParameterizedTest
    @MethodSource
    void refusesTexts(String member, String text, String message) {
        assertThat(SCHEMA.check(user(member, text))).containsExactly(new Finding("/userInfo/" + member, message));
    }

    static Stream<Arguments> refusesTexts() {
        Stream<Arguments> ids = Stream.of(
                        " ",
                        "nguyễn",
                        "аdmin",
                        "a\r\nb",
                        "a\n",
                        "a*",
                        "a/b",
                        "a{b",
                        "a|b",
                        "a b",
                        "a\u00A0",
                        "${x}",
                        "a,b",
                        "a%2Fb",
                        "a\\b",
                        "a#b",
                        "a\u202Eb",
                        "１２３")
                .map(id -> arguments("id", id, ID));
        Stream<Arguments> lines = Stream.of(
                        "\t",
                        "a\nb",
                        "a\n",
                        "\r",
                        "\u0001",
                        "\u001B[31m",
                        "\u007F",
                        "\u0085",
                        "\u009F",
                        "\u2028",
                        "\u2029",
                        "\u202A",
                        "\u202Eb",
                        "a\u2066",
                        "\u2069")
                .flatMap(line -> Stream.of(arguments("name", line, ONE_LINE), arguments("address", line, ONE_LINE)));
        Stream<Arguments> emails = Stream.of(
                        "nguyenvana",
                        "@example.com",
                        "a@",
                        "a@b",
                        "a@b@c.vn",
                        "a b@c.vn",
                        "a@b c.vn",
                        ".a@b.vn",
                        "a.@b.vn",
                        "a..b@c.vn",
                        "a@-b.vn",
                        "a@b-.vn",
                        "a@b..vn",
                        "a@.vn",
                        "a@b.vn.",
                        "a@127.0.0.1",
                        "a@[127.0.0.1]",
                        "<a@b.vn>",
                        "a@b.vn\n",
                        "a@b.vn\r\nBcc: c@d.vn",
                        "á@b.vn",
                        "\"a b\"@c.vn")
                .map(email -> arguments("email", email, EMAIL));
        Stream<Arguments> phones = Stream.of(
                        "12",
                        "+",
                        "phone",
                        "0988x883434",
                        "++84988883434",
                        "84+988883434",
                        "1".repeat(21),
                        "+84 988\n",
                        "0988;883434",
                        "٠١٢٣٤٥",
                        "tel:113",
                        "1    1    3",
                        "-- --",
                        "113 ext 7")
                .map(phone -> arguments("phone", phone, PHONE));
        Stream<Arguments> urls = Stream.of(
                        "file:///etc/passwd",
                        "javascript:alert(1)",
                        "data:image/png;base64,AA==",
                        "ftp://example.com/a",
                        "//example.com/a",
                        "/a.png",
                        "example.com/a.png",
                        "https:",
                        "https://",
                        "https:///a",
                        "https://?a",
                        "https://:443/",
                        "https://user@example.com/",
                        "https://user:pw@example.com/",
                        "https://example.com\\@evil.example/",
                        "https://example.com/a b",
                        " https://example.com/",
                        "https://example.com/\r\nHost: x",
                        "https://example.com\n",
                        "https://exa mple.com",
                        "https://example.com:port/",
                        "https://example.com:123456/",
                        "https://a..b/",
                        "https://example.com/\u202E",
                        "https://example.com/\"><script>",
                        "https://${header.x}/")
                .map(url -> arguments("avatarUrl", url, URL));
        return Stream.of(ids, lines, emails, phones, urls).flatMap(all -> all);
    }

    @ParameterizedTest
    @CsvSource({"id, 128", "name, 256", "address, 512"})
    void refusesOneCharacterTooMany(String member, int limit) {
        assertThat(SCHEMA.check(user(member, "a".repeat(limit + 1))))
                .containsExactly(new Finding("/userInfo/" + member, "must be at most " + limit + " characters long"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesBodies(String body, List<Finding> findings) throws Exception {
        assertThat(findings(body)).isEqualTo(findings);
    }

    static Stream<Arguments> refusesBodies() {
        Finding idMissing = new Finding("/userInfo/id", "is required");
        Finding idNoText = new Finding("/userInfo/id", "must be a string");
        Finding userNoObject = new Finding("/userInfo", "must be an object");
        Finding unknownInUser = new Finding("/userInfo", UNKNOWN);
        Finding unknown = new Finding("", UNKNOWN);
        return Stream.of(
                arguments("{}", List.of(new Finding("/userInfo", "is required"))),
                arguments("{\"userInfo\":null}", List.of(userNoObject)),
                arguments("{\"userInfo\":[]}", List.of(userNoObject)),
                arguments("{\"userInfo\":\"x\"}", List.of(userNoObject)),
                arguments("{\"userInfo\":{}}", List.of(idMissing)),
                arguments("{\"userInfo\":{\"id\":null}}", List.of(idMissing)),
                arguments("{\"userInfo\":{\"id\":\"\"}}", List.of(idMissing)),
                arguments("{\"userInfo\":{\"id\":1}}", List.of(idNoText)),
                arguments("{\"userInfo\":{\"id\":true}}", List.of(idNoText)),
                arguments("{\"userInfo\":{\"id\":[\"a\"]}}", List.of(idNoText)),
                arguments("{\"userInfo\":{\"id\":{}}}", List.of(idNoText)),
                arguments("{\"userInfo\":{\"ID\":\"a\"}}", List.of(idMissing, unknownInUser)),
                arguments(userWith("nickname", "1"), List.of(unknownInUser)),
                arguments(userWith("nickname", "null"), List.of(unknownInUser)),
                arguments(userWith("nickname", "\"\""), List.of(unknownInUser)),
                arguments(userWith("#nickname", "1"), List.of(unknownInUser)),
                arguments(userWith("", "1"), List.of(unknownInUser)),
                arguments(userWith("__proto__", "{}"), List.of(unknownInUser)),
                arguments(userWith("userInfo", "{}"), List.of(unknownInUser)),
                arguments("{\"userInfo\":{\"id\":\"a\"},\"id\":\"a\"}", List.of(unknown)),
                arguments("{\"userInfo\":{\"id\":\"a\"},\"#\":null}", List.of(unknown)),
                arguments(userWith("name", "1"), List.of(new Finding("/userInfo/name", "must be a string"))),
                arguments(
                        userWith("phone", "84988883434"), List.of(new Finding("/userInfo/phone", "must be a string"))),
                arguments(userWith("extData", "[1]"), List.of(new Finding("/userInfo/extData", "must be an object"))),
                arguments(userWith("extData", "\"x\""), List.of(new Finding("/userInfo/extData", "must be an object"))),
                arguments(
                        userWith("avatarUrl", quoted("https://example.com/" + "x".repeat(5_000))),
                        List.of(new Finding("/userInfo/avatarUrl", "must be at most 2048 characters long"))),
                arguments(
                        "{\"userInfo\":{\"id\":\"*\",\"name\":\"\\n\",\"email\":\"a\",\"phone\":\"b\",\"address\":1,"
                                + "\"avatarUrl\":\"c\",\"extData\":[0],\"d\":1,\"e\":2},\"f\":3}",
                        List.of(
                                new Finding("/userInfo/id", ID),
                                new Finding("/userInfo/name", ONE_LINE),
                                new Finding("/userInfo/email", EMAIL),
                                new Finding("/userInfo/phone", PHONE),
                                new Finding("/userInfo/address", "must be a string"),
                                new Finding("/userInfo/avatarUrl", URL),
                                new Finding("/userInfo/extData", "must be an object"),
                                unknownInUser,
                                unknown)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.5,true,null,\"\",{\"b\":{}}]}",
                "{\"id\":1,\"#tag\":\"x\",\"a/b\":{\"~\":0}}",
                "{\"x\":\"${header.x} #{1+1} {{xbot.x}} ${jndi:ldap://x} <script>\\n\\u202e\"}"
            })
    void leavesExtDataOpen(String extData) throws Exception {
        assertThat(findings(userWith("extData", extData))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void judgesTheWorstOf64KibInNoTime(String worst) {
        assertTimeout(Duration.ofSeconds(1), () -> {
            for (String member : List.of("id", "name", "email", "phone", "address", "avatarUrl")) {
                assertThat(SCHEMA.check(user(member, worst)))
                        .isNotEmpty()
                        .doesNotContain(new Finding("", "is too costly to check"));
            }
        });
    }

    static Stream<String> judgesTheWorstOf64KibInNoTime() {
        return Stream.of(
                        "a", "1", " ", "\n", "-", "a.", "a@", "a@a.", "1 ", "( ", "+1", "http://", "a-", "1.1.", "😀",
                        "^")
                .flatMap(part -> {
                    String worst = part.repeat(60_000 / part.length());
                    return Stream.of(
                            worst, worst + "\n", "a@" + worst + "!", "https://" + worst + " ", "https://[" + worst);
                });
    }

    private static List<Finding> findings(String body) throws Exception {
        return SCHEMA.check(StrictJson.read(utf8(body)));
    }
}
