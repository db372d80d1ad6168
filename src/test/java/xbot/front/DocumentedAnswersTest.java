package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;
import xbot.contract.Code;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

/** The API document and the running service say the same; the document is the one that the service serves. */
class DocumentedAnswersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OF_HTTP = Set.of("content-type", "content-length", "connection");
    private static final String FAULT =
            "        - filter: {simple: \"${header.X-Fault} == 'yes'\", steps: [{throwException: "
                    + "{exceptionType: java.lang.IllegalStateException, message: a fault}}]}\n";

    @TempDir
    private static Path routes;

    private static DirectLineSimulator directLine;
    private static Pod pod;
    private static ApiDescription description;

    @BeforeAll
    static void start() throws IOException {
        copyRoutesWithAFault();
        directLine = DirectLineSimulator.start(Settings.of(Map.of(
                "test-direct-line-secret-a4b", "a4b-bot",
                "test-direct-line-secret-busy", "busy-bot",
                "test-direct-line-secret-late", "late-bot")));
        pod = Pod.start(
                partners(),
                Clock.systemUTC(),
                "xbot.routes.directory=" + routes,
                "xbot.http.idle-timeout=1s",
                "xbot.upstream.deadline=2s",
                "xbot.upstream.retries=0");
        description = new ApiDescription(pod);
        // the first call to Direct Line loads what the next ones find loaded, and may miss the deadline
        await().atMost(Duration.ofSeconds(30)).until(() -> pod.init("an").statusCode() == 200);
    }

    /** A step that fails where a header asks for it, as a bad edit would. */
    private static void copyRoutesWithAFault() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path entry = routes.resolve("webchat-init.camel.yaml");
        Files.writeString(entry, Files.readString(entry).replace("steps:\n", "steps:\n" + FAULT));
    }

    private static String partners() {
        String far = Pod.partner("far", directLine.baseUri()).replace("[127.0.0.0/8, \"::1/128\"]", "[203.0.113.0/24]");
        String busy = Pod.partner("busy", directLine.baseUri()) + "    rate-limit: {requests: 1, per: 1h}\n";
        String ill = Stream.of("refused", "down", "late")
                .map(partner -> Pod.partner(partner, directLine.baseUri()))
                .collect(Collectors.joining());
        return "partners:\n" + Pod.partner("a4b", directLine.baseUri()) + far + busy + ill;
    }

    @AfterAll
    static void stop() {
        pod.close();
        directLine.close();
    }

    static List<Provocation> provocations() {
        return Provocation.all();
    }

    @ParameterizedTest
    @MethodSource("provocations")
    void answersAsDocumented(Provocation provocation) throws IOException {
        ApiDescription.Answer described = description.answer(provocation.status());

        RawConnection.Answer answer = provoke(provocation);

        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.status()).as(answer.body()).isEqualTo(provocation.status());
        if (provocation.status() == 200) {
            assertThat(body.has("code")).isFalse();
        } else {
            assertThat(described.codes()).contains(body.path("code").textValue());
        }
        assertThat(description.violations(described.schema(), body)).isEmpty();
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertHasTheHeaders(answer, described.headers());
        assertIsLike(described.examples().get(provocation.example()), body);
    }

    private static RawConnection.Answer provoke(Provocation provocation) {
        directLine.fault(provocation.fault());
        try (RawConnection caller = new RawConnection(pod.port())) {
            if (provocation.status() == 429) {
                caller.send(provocation.raw()).read();
            }
            return caller.send(provocation.raw()).read();
        } finally {
            directLine.fault(Fault.NONE);
        }
    }

    private static void assertHasTheHeaders(RawConnection.Answer answer, Map<String, String> described) {
        Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        given.addAll(answer.headers().keySet());
        given.removeAll(OF_HTTP);

        assertThat(given).containsExactlyElementsOf(described.keySet());
        described.forEach((name, schema) -> {
            String value = answer.header(name.toLowerCase(java.util.Locale.ROOT));
            JsonNode typed =
                    value.matches("[0-9]{1,9}") ? IntNode.valueOf(Integer.parseInt(value)) : new TextNode(value);
            assertThat(description.violations(schema, typed)).as(name).isEmpty();
        });
    }

    /** The same but for what differs from call to call. */
    private static void assertIsLike(JsonNode example, JsonNode body) {
        assertThat(withoutCall(body)).isEqualTo(withoutCall(example));
    }

    private static JsonNode withoutCall(JsonNode envelope) {
        ObjectNode copy = envelope.deepCopy();
        copy.replace("requestId", copy.has("requestId") ? new TextNode("any") : null);
        if (copy.path("data") instanceof ObjectNode data) {
            List.copyOf(data.properties()).forEach(member -> data.put(member.getKey(), "any"));
        }
        return copy;
    }

    @Test
    void provokesEachExample() {
        Set<String> documented = new TreeSet<>();
        description
                .answers()
                .forEach(answer ->
                        answer.examples().keySet().forEach(example -> documented.add(answer.status() + " " + example)));

        assertThat(provocations()).extracting(Provocation::name).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void documentsEachStatusAndCodeThatCanBeAnswered() {
        Map<Integer, Set<String>> answered = new TreeMap<>();
        answered.put(200, Set.of());
        for (Code code : Code.values()) {
            answered.computeIfAbsent(code.status(), status -> new TreeSet<>()).add(code.name());
        }

        Map<Integer, Set<String>> documented = new TreeMap<>();
        description.answers().forEach(answer -> documented.put(answer.status(), answer.codes()));

        assertThat(documented).isEqualTo(answered).hasSize(16);
    }

    static List<ApiDescription.Example> examples() {
        return description.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesExamplesThatTheirSchemasTake(ApiDescription.Example example) {
        assertThat(description.violations(example.schema(), example.value())).isEmpty();
    }

    static List<ApiDescription.Example> requests() {
        return description.requests();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void acceptsEachRequestThatIsAnExample(ApiDescription.Example request) {
        HttpResponse<String> response =
                Pod.send(pod.request("a4b", request.value().toString()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void beginsAnotherConversationWhereTheParameterSaysSo() throws IOException {
        Set<String> values = description.parameters().stream()
                .map(example -> example.value().asText())
                .collect(Collectors.toSet());
        String first = conversation("");

        assertThat(values).contains("true", "false");
        assertThat(conversation("?newConversation=false")).isEqualTo(first);
        assertThat(conversation("?newConversation=true")).isNotEqualTo(first);
    }

    private static String conversation(String query) throws IOException {
        HttpResponse<String> response = pod.send(Pod.body("chi"), request -> request.uri(pod.uri(Pod.PATH + query)));
        return JSON.readTree(response.body()).at("/data/conversationId").textValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatewayKey", "partnerKey"})
    void asksForEachKey(String scheme) {
        String header = description
                .at("/components/securitySchemes/" + scheme + "/name")
                .textValue();

        HttpResponse<String> response = pod.send(Pod.body("an"), request -> request.setHeader(header, "wrong"));

        assertThat(description.at("/security/0").has(scheme)).isTrue();
        assertThat(response.statusCode()).isEqualTo(401);
    }

    /** The validator and the schemas can refuse. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 1, 'code': 'INVALID_JSON', 'message': 'm', 'requestId': 'r'}",
                "{'status': 1, 'code': 'INVALID_REQUEST', 'message': 'm', 'requestId': 'r', 'detail': 'd'}",
                "{'status': 1, 'code': 'INVALID_REQUEST', 'message': 'm'}",
                "{'status': 1, 'code': 'INVALID_REQUEST', 'message': 'm', 'requestId': 'r', 'errors': []}",
                "{'status': 0, 'code': 'INVALID_REQUEST', 'message': 'm', 'requestId': 'r'}"
            })
    void describesNoOtherEnvelope(String envelope) throws IOException {
        String schema = description.answer(400).schema();

        assertThat(description.violations(schema, JSON.readTree(envelope.replace('\'', '"'))))
                .isNotEmpty();
    }

    @Test
    void describesTheRequestByTheSchemaThatValidates() throws IOException {
        String schema = description.requests().get(0).schema();

        assertThat(description.at(schema + "/$ref").textValue()).isEqualTo("webchat-init.schema.json");
        assertThat(description.violations(schema, JSON.readTree("{\"userInfo\":{\"id\":\"a b\"}}")))
                .isNotEmpty();
        // viewers and generators resolve what is inside against $id, and stop at one that is no URL
        assertThat(JSON.readTree(pod.management("/webchat-init.schema.json")).has("$id"))
                .isFalse();
    }
}
