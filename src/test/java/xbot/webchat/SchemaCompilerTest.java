package xbot.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static xbot.webchat.Bodies.utf8;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.contract.InvalidRequest.Finding;
import xbot.steps.StrictJson;

/** What an engineer may do to the schema and what stops him. */
class SchemaCompilerTest {

    private static final String FILE = new String(Bodies.schemaFile(), StandardCharsets.UTF_8);

    @ParameterizedTest
    @MethodSource
    void refusesAMistake(String schema, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InitRequestSchema.parse(utf8(schema)))
                .withMessageContaining(message);
    }

    static Stream<Arguments> refusesAMistake() {
        return Stream.of(
                arguments("", "the schema must have \"$schema\""),
                arguments("null", "the schema must have \"$schema\""),
                arguments("true", "the schema must have \"$schema\""),
                arguments("{\"type\":", "the schema is not JSON: "),
                arguments(FILE + "x", "the schema is not JSON: "),
                arguments(edited("\"type\": \"object\",", "\"type\": \"object\", \"type\": \"object\","), "Duplicate"),
                arguments(
                        edited("2020-12", "2019-09"), "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""),
                arguments(
                        edited("\"string\"", "\"strin\""),
                        "not one of draft 2020-12: /properties/userInfo/properties/id/type"),
                arguments(
                        edited("\"maxLength\": 128", "\"maxLength\": \"128\""),
                        "/properties/userInfo/properties/id/maxLength"),
                arguments(
                        edited("\"maxLength\": 128", "\"maxLength\": -1"),
                        "/properties/userInfo/properties/id/maxLength"),
                arguments(edited("\"maxLength\": 128", "\"maxLenght\": 128"), "'maxLenght' is not a keyword"),
                arguments(edited("\"maxLength\": 128", "\"format\": \"emial\""), "'emial' is not a format"),
                arguments(
                        edited("[A-Za-z0-9._@+:-]+$", "[A-Za-z0-9._@+:-+$"),
                        "/properties/userInfo/properties/id/pattern"),
                arguments(edited("#/$defs/oneLine", "#/$defs/oneline"), "/$defs/oneline cannot be resolved"),
                arguments(edited("#/$defs/oneLine", "one-line.json"), "one-line.json"),
                arguments(edited("#/$defs/oneLine", "file:///etc/hostname"), "file:///etc/hostname"),
                arguments(edited("#/$defs/oneLine", "classpath:draft-07/schema"), "classpath:draft-07/schema"),
                arguments(edited("\"required\": [\"userInfo\"],", ""), "must refuse a body without userInfo"),
                arguments(edited("\"required\": [\"id\"],", ""), "must refuse a userInfo without id"),
                arguments(
                        edited("user.\",\n      \"type\": \"object\",", "user.\","),
                        "must refuse a userInfo that is not an object"),
                arguments(
                        edited("Direct Line.\",\n          \"type\": \"string\",", "Direct Line.\","),
                        "must refuse an id that is not a string"),
                arguments(
                        edited("\"userInfo\": {", "\"user\": {"), "must describe /properties/userInfo/properties/id"));
    }

    @Test
    void neverAsksTheNetworkForASchema() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String uri = "http://localhost:" + server.getAddress().getPort() + "/one-line.json";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> InitRequestSchema.parse(utf8(edited("#/$defs/oneLine", uri))))
                    .withMessageContaining(uri);

            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"$comment\": \"x\"",
                "\"examples\": [\"x\"]",
                "\"default\": \"x\"",
                "\"deprecated\": true",
                "\"minLength\": 1",
                "\"format\": \"regex\"",
                "\"not\": {\"const\": \"x\"}",
                "\"allOf\": [{\"$ref\": \"#/$defs/oneLine\"}]",
                "\"if\": {\"maxLength\": 3}, \"then\": true",
                "\"readOnly\": true",
                "\"contentMediaType\": \"text/plain\""
            })
    void takesTheKeywordsOfTheDraft(String keyword) {
        InitRequestSchema.parse(utf8(edited("\"maxLength\": 128,", "\"maxLength\": 128, " + keyword + ",")));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhatAnEditedLimitAsksFor(String keyword, String value, String message) throws Exception {
        String edited = edited("\"extData\": {", "\"edited\": {" + keyword + "}, \"extData\": {");

        List<Finding> findings =
                InitRequestSchema.parse(utf8(edited)).check(StrictJson.read(utf8(Bodies.userWith("edited", value))));

        assertThat(findings).containsExactly(new Finding("/userInfo/edited", message));
    }

    static Stream<Arguments> saysWhatAnEditedLimitAsksFor() {
        return Stream.of(
                arguments("\"type\":[\"integer\",\"null\"]", "1.5", "must be an integer or null"),
                arguments("\"type\":\"boolean\"", "1", "must be a boolean"),
                arguments("\"minLength\":3", "\"ab\"", "must be at least 3 characters long"),
                arguments("\"pattern\":\"^a$\"", "\"b\"", "must match ^a$"),
                arguments("\"pattern\":\"^a\",\"errorMessage\":{\"pattern\":\"is {0} {1}\"}", "\"b\"", "is {0} {1}"),
                arguments("\"format\":\"date\"", "\"b\"", "must be in the format date"),
                arguments("\"enum\":[\"vi\",\"en\"]", "\"b\"", "must be one of 'vi', 'en'"),
                arguments("\"const\":1", "2", "must be 1"),
                arguments("\"minimum\":1", "0", "must be at least 1"),
                arguments("\"maximum\":1", "2", "must be at most 1"),
                arguments("\"minItems\":1", "[]", "must have at least 1 items"),
                arguments("\"maxItems\":1", "[1,2]", "must have at most 1 items"),
                arguments("\"minProperties\":1", "{}", "must have at least 1 members"),
                arguments("\"maxProperties\":1", "{\"a\":1,\"b\":2}", "must have at most 1 members"),
                arguments("\"unevaluatedProperties\":false", "{\"a\":1}", "has a member that is not known"),
                arguments("\"uniqueItems\":true", "[1,1]", "is not what the schema asks for"),
                arguments("\"multipleOf\":2", "3", "is not what the schema asks for"),
                arguments("\"not\":{}", "1", "is not what the schema asks for"));
    }

    @Test
    void pointsIntoArraysAndNamesOfTheSchemaButNotIntoNamesOfTheBody() throws Exception {
        String edited = edited("\"extData\": {", """
                "a/b~c": {"items": {"type": "string"}, "additionalProperties": {"type": "string"}},
                "extData": {""");
        InitRequestSchema schema = InitRequestSchema.parse(utf8(edited));

        assertThat(schema.check(StrictJson.read(utf8(Bodies.userWith("a/b~c", "[\"x\",1]")))))
                .containsExactly(new Finding("/userInfo/a~1b~0c/1", "must be a string"));
        assertThat(schema.check(StrictJson.read(utf8(Bodies.userWith("a/b~c", "{\"secret\":1,\"7\":1}")))))
                .containsExactly(new Finding("/userInfo/a~1b~0c", "must be a string"));
    }

    @Test
    void givesNoMoreThanFiftyFindings() throws Exception {
        String edited = edited("\"extData\": {", "\"tags\": {\"items\": {\"type\": \"string\"}}, \"extData\": {");
        String tags = "[" + "1,".repeat(900) + "1]";

        assertThat(InitRequestSchema.parse(utf8(edited)).check(StrictJson.read(utf8(Bodies.userWith("tags", tags)))))
                .hasSize(50)
                .startsWith(new Finding("/userInfo/tags/0", "must be a string"));
    }

    @Test
    void givesUpOnAPatternThatAnEngineerMadeTooCostly() {
        InitRequestSchema schema = InitRequestSchema.parse(utf8(edited("[A-Za-z0-9._@+:-]+$", "(a|b)+$")));

        assertThat(schema.check(Bodies.user("id", "a".repeat(60_000) + "!")))
                .containsExactly(new Finding("", "is too costly to check"));
    }

    @ParameterizedTest
    @CsvSource({"json-pointer, /a", "hostname, a.", "uri-template, a", "email, a@a.", "uri, a", "duration, P1"})
    void outlivesTheFormatsOfTheValidator(String format, String part) {
        InitRequestSchema schema =
                InitRequestSchema.parse(utf8(edited("\"maxLength\": 128", "\"format\": \"" + format + "\"")));
        String worst = part.repeat(StrictJson.MAX_TEXT_LENGTH / part.length()) + "!";

        assertTimeout(
                Duration.ofSeconds(1),
                () -> assertThat(schema.check(Bodies.user("id", worst))).isNotEmpty());
    }

    private static String edited(String part, String replacement) {
        assertThat(FILE).contains(part);
        return FILE.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement));
    }
}
