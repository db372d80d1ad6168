package xbot.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xbot.Pod;
import xbot.Programs;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** What a partner's engineer pastes from docs/clients works. */
class ClientsIT {

    private static final Path DIRECTORY = Path.of("docs/clients");
    private static final String KEY = "test-partner-key-a4b";
    private static final String TOKEN = """
            {"status":0,"data":{"conversationId":"c1","userId":"XCHATBOT.A4B.WEBCHAT.an","token":"t1","expiresIn":3600}}""";

    private static DirectLineSimulator directLine;
    private static Pod pod;

    @BeforeAll
    static void start() {
        directLine = DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
        pod = Pod.start(directLine.baseUri(), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    @ParameterizedTest
    @EnumSource
    void printsTheConversationAndTheSecondsLeft(Client client) throws IOException {
        String user = "an-" + client;

        Programs.Result result = client.run(pod.uri(""), KEY, user, "Nguyễn \"Văn\" \\ A");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().strip())
                .matches("conversation " + conversationOf(user) + ", 3[56][0-9][0-9] s left");
        assertThat(nameOfTheLastUser()).isEqualTo("Nguyễn \"Văn\" \\ A");
    }

    private static String conversationOf(String user) throws IOException {
        return json(pod.init(user).body()).at("/data/conversationId").textValue();
    }

    private static String nameOfTheLastUser() throws IOException {
        var calls = directLine.calls();
        return json(calls.get(calls.size() - 1).body()).at("/user/name").textValue();
    }

    @ParameterizedTest
    @EnumSource
    void needsNoName(Client client) {
        assertThat(client.run(pod.uri(""), KEY, "binh").output()).startsWith("conversation ");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhyItIsRefusedAndFails(Client client) {
        Programs.Result result = client.run(pod.uri(""), "wrong", "an");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output().strip())
                .matches("INVALID_KEY: x-api-key and xp-api-key are not a valid pair of keys"
                        + " \\(requestId [0-9a-f]{32}\\)");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsWrongInTheBody(Client client) {
        Programs.Result result = client.run(pod.uri(""), KEY, "a n", "two\nlines");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output().lines())
                .hasSize(3)
                .contains(
                        "  /userInfo/id must consist of the characters A-Z a-z 0-9 . _ @ + : -",
                        "  /userInfo/name must have no control, line break or direction override characters")
                .first()
                .asString()
                .startsWith("INVALID_REQUEST: ");
    }

    @ParameterizedTest
    @EnumSource
    void waitsForRetryAfterAndTriesAgain(Client client) {
        try (ScriptedServer server =
                new ScriptedServer(refusal(429, "1", "RATE_LIMITED"), new ScriptedServer.Answer(200, null, TOKEN))) {
            Programs.Result result = client.run(server.uri(), KEY, "an");

            assertThat(result.output().strip()).isEqualTo("conversation c1, 3600 s left");
            assertThat(result.exitCode()).isZero();
            assertThat(server.arrivals()).hasSize(2);
            assertThat(server.arrivals().get(1) - server.arrivals().get(0))
                    .isGreaterThan(Duration.ofMillis(990).toNanos());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAfterTwoRetries(Client client) {
        try (ScriptedServer server = new ScriptedServer(refusal(503, "0", "UPSTREAM_UNAVAILABLE"))) {
            Programs.Result result = client.run(server.uri(), KEY, "an");

            assertThat(result.output()).startsWith("UPSTREAM_UNAVAILABLE: m (requestId r)");
            assertThat(result.exitCode()).isNotZero();
            assertThat(server.arrivals()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAtOnceWhereTheWaitIsTooLong(Client client) {
        try (ScriptedServer server = new ScriptedServer(refusal(429, "3600", "RATE_LIMITED"))) {
            Programs.Result result = client.run(server.uri(), KEY, "an");

            assertThat(result.output()).contains("RATE_LIMITED: m (requestId r)");
            assertThat(result.exitCode()).isNotZero();
            assertThat(server.arrivals()).hasSize(1);
        }
    }

    private static ScriptedServer.Answer refusal(int status, String retryAfter, String code) {
        String envelope = "{\"status\":1,\"code\":\"" + code + "\",\"message\":\"m\",\"requestId\":\"r\"}";
        return new ScriptedServer.Answer(status, retryAfter, envelope);
    }

    @ParameterizedTest
    @EnumSource
    void saysTheStatusWhereTheAnswerIsNotOurs(Client client) {
        try (ScriptedServer server =
                new ScriptedServer(new ScriptedServer.Answer(403, null, "<html>a firewall</html>"))) {
            Programs.Result result = client.run(server.uri(), KEY, "an");

            assertThat(result.output().strip()).endsWith("HTTP 403");
            assertThat(result.exitCode()).isNotZero();
        }
    }

    @Test
    void hasRequestsForEditors() throws IOException {
        List<JsonNode> answers = send(KEY);

        assertThat(answers).hasSize(2).allMatch(answer -> answer.path("status").asInt() == 0);
        assertThat(answers.get(0).at("/data/conversationId"))
                .isNotEqualTo(answers.get(1).at("/data/conversationId"));
        assertThat(send("wrong"))
                .allMatch(answer -> answer.path("code").asText().equals("INVALID_KEY"));
    }

    private static List<JsonNode> send(String partnerKey) throws IOException {
        String file = Files.readString(DIRECTORY.resolve("init-token.http"));
        List<HttpRequest> requests = RequestFile.read(file, Client.environment(pod.uri(""), partnerKey));
        return requests.stream()
                .map(Pod::send)
                .map(HttpResponse::body)
                .map(ClientsIT::json)
                .toList();
    }

    @Test
    void areAllInTheReadme() throws IOException {
        String readme = Files.readString(DIRECTORY.resolve("README.md"));
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .hasSize(5)
                    .allMatch(name -> readme.contains("[" + name + "](" + name + ")"));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
