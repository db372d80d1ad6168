package xbot.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static xbot.webchat.Bodies.utf8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import xbot.contract.Code;
import xbot.contract.InvalidRequest;
import xbot.contract.InvalidRequest.Finding;
import xbot.contract.Refusal;
import xbot.partners.IpRanges;
import xbot.partners.Partner;

class InitRequestCheckTest {

    private static final InitRequestSchema SCHEMA = Bodies.schema();

    private final InitRequestCheck check = new InitRequestCheck();
    private final CamelContext context = new DefaultCamelContext();
    private final DefaultExchange exchange = new DefaultExchange(context);

    @BeforeEach
    void sendTheSample() {
        context.getRegistry().bind("webchat-init.schema.json", SCHEMA.schema());
        exchange.getExchangeExtension().setFromRouteId("webchat-init");
        exchange.setProperty(
                "partner",
                new Partner(
                        "a4b", "XCHATBOT.A4B.WEBCHAT", List.of(), List.of(), IpRanges.NONE, null, null, null, null));
        exchange.getMessage().setHeader("Content-Type", "application/json");
        exchange.getMessage().setBody(utf8(Bodies.SAMPLE));
    }

    @Test
    void handsOnWhatTheNextStepsNeed() throws Exception {
        check.process(exchange);

        assertThat(exchange.getProperty("userId")).isEqualTo("XCHATBOT.A4B.WEBCHAT.nguyenvana");
        assertThat(exchange.getProperty("userName")).isEqualTo("Nguyen Van A");
        assertThat(exchange.getProperty("tokenKey")).isEqualTo("a4b/XCHATBOT.A4B.WEBCHAT.nguyenvana");
        assertThat(exchange.getProperty("newConversation")).isEqualTo(false);
        assertThat(exchange.getMessage().getBody(JsonNode.class).path("id").textValue())
                .isEqualTo("nguyenvana");
    }

    @Test
    void setsNoUserNameWhereThereIsNone() throws Exception {
        exchange.getMessage().setBody(utf8("{\"userInfo\":{\"id\":\"a\",\"name\":\"\"}}"));

        check.process(exchange);

        assertThat(exchange.getProperties()).doesNotContainKey("userName");
    }

    @ParameterizedTest
    @CsvSource({
        "43, 256, , ",
        "44, 1, /userInfo/id, must have at most 43 characters",
        "64, 1, /userInfo/id, must have at most 43 characters",
        "128, 1, /userInfo/id, must have at most 43 characters"
    })
    void refusesAnIdThatDirectLineWouldRefuseAtTheFirstMessage(int id, int name, String pointer, String message)
            throws Exception {
        exchange.getMessage()
                .setBody(utf8(
                        "{\"userInfo\":{\"id\":\"%s\",\"name\":\"%s\"}}".formatted("a".repeat(id), "n".repeat(name))));

        if (pointer == null) {
            check.process(exchange);
            assertThat(exchange.getProperty("userId", String.class)).hasSize(64);
        } else {
            assertThat(refusal().findings()).containsExactly(new InvalidRequest.Finding(pointer, message));
        }
    }

    @Test
    void countsANameAsDirectLineDoes() {
        exchange.getMessage()
                .setBody(utf8("{\"userInfo\":{\"id\":\"a\",\"name\":\"%s\"}}".formatted("\uD83D\uDE00".repeat(129))));

        assertThat(refusal().findings())
                .containsExactly(new InvalidRequest.Finding(
                        "/userInfo/name", "must have at most 256 characters, an emoji counts as two"));
    }

    @Test
    void readsAStream() throws Exception {
        exchange.getMessage().setBody(new ByteArrayInputStream(utf8(Bodies.SAMPLE)));

        check.process(exchange);

        assertThat(exchange.getProperty("userId")).isNotNull();
    }

    @Test
    void refusesABodyThatTheServerDidNotReadToItsEnd() {
        exchange.setProperty("bodyTooLarge", true);

        assertThat(refusal())
                .hasMessage("the body is larger than 64 KiB")
                .returns(Code.PAYLOAD_TOO_LARGE.name(), Refusal::code);
    }

    @ParameterizedTest
    @CsvSource({"65536, true", "65537, false"})
    void takesABodyOf64Kib(int size, boolean taken) throws Exception {
        exchange.getMessage().setBody(utf8(Bodies.SAMPLE + " ".repeat(size - utf8(Bodies.SAMPLE).length)));

        if (taken) {
            check.process(exchange);
        } else {
            assertThat(refusal().code()).isEqualTo(Code.PAYLOAD_TOO_LARGE.name());
        }
    }

    @Test
    void refusesNoBody() {
        exchange.getMessage().setBody(null);

        assertThat(refusal()).isInstanceOf(InvalidRequest.class).hasMessage("the body is empty");
    }

    @Test
    void givesAllFindings() {
        exchange.getMessage().setBody(utf8("{\"userInfo\":{\"name\":1}}"));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> check.process(exchange))
                .satisfies(refused -> assertThat(refused.findings())
                        .containsExactlyInAnyOrder(
                                new Finding("/userInfo/id", "is required"),
                                new Finding("/userInfo/name", "must be a string")))
                .withMessage("the body is not what the schema asks for");
    }

    @ParameterizedTest
    @MethodSource
    void readsNewConversation(String query, Object outcome) throws Exception {
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);

        if (outcome instanceof String message) {
            assertThat(refusal()).isInstanceOf(InvalidRequest.class).hasMessage(message);
        } else {
            check.process(exchange);
            assertThat(exchange.getProperty("newConversation")).isEqualTo(outcome);
        }
    }

    static Stream<Arguments> readsNewConversation() {
        String value = "newConversation must be true or false";
        String once = "newConversation must be given once";
        return Stream.of(
                arguments(null, false),
                arguments("", false),
                arguments("&&=&", false),
                arguments("newConversation=false", false),
                arguments("newConversation=true", true),
                arguments("utm=1&newConversation=true&x", true),
                arguments("newconversation=true", false),
                arguments("newConversations=yes", false),
                arguments("x-api-key=abc&xp-api-key=def", false),
                arguments("newConversation", value),
                arguments("newConversation=", value),
                arguments("newConversation=1", value),
                arguments("newConversation=TRUE", value),
                arguments("newConversation=true%20", value),
                arguments("newConversation=${header.x}", value),
                arguments("newConversation=true&newConversation=true", once),
                arguments("newConversation=false&a=b&newConversation=true", once));
    }

    @Test
    void judgesByMediaTypeThenSizeThenJsonThenSchemaThenQuery() throws Exception {
        exchange.getMessage().setHeader("Content-Type", "text/plain");
        exchange.setProperty("bodyTooLarge", true);
        exchange.getMessage().setBody(utf8("{"));
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "newConversation=1");
        assertThat(refusal().code()).isEqualTo(Code.UNSUPPORTED_MEDIA_TYPE.name());

        exchange.getMessage().setHeader("Content-Type", "application/json");
        assertThat(refusal().code()).isEqualTo(Code.PAYLOAD_TOO_LARGE.name());

        exchange.removeProperty("bodyTooLarge");
        assertThat(refusal()).hasMessageStartingWith("the body is not valid JSON");

        exchange.getMessage().setBody(utf8("{}"));
        assertThat(refusal()).hasMessage("the body is not what the schema asks for");

        exchange.getMessage().setBody(utf8(Bodies.SAMPLE));
        assertThat(refusal()).hasMessage("newConversation must be true or false");

        exchange.getMessage().removeHeader(Exchange.HTTP_QUERY);
        check.process(exchange);
    }

    @Test
    void handsOnExpressionsAsTheyAre() throws Exception {
        String text = "${header.x} #{1+1} {{xbot.x}} ${jndi:ldap://x} <script>";
        exchange.getMessage()
                .setBody(utf8("{\"userInfo\":{\"id\":\"a\",\"name\":\"%s\",\"extData\":{\"x\":\"%s\"}}}"
                        .formatted(text, text)));

        check.process(exchange);

        assertThat(exchange.getProperty("userName")).isEqualTo(text);
        assertThat(exchange.getMessage()
                        .getBody(JsonNode.class)
                        .at("/extData/x")
                        .textValue())
                .isEqualTo(text);
    }

    @Test
    void namesTheSchemaThatTheRouteSetLacks() {
        exchange.getExchangeExtension().setFromRouteId("webchat-other");

        assertThatIllegalStateException()
                .isThrownBy(() -> check.process(exchange))
                .withMessage("the route set has no webchat-other.schema.json");
    }

    private Refusal refusal() {
        return catchThrowableOfType(Refusal.class, () -> check.process(exchange));
    }
}
