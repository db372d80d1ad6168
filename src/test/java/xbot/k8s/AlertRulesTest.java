package xbot.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.Pod;
import xbot.Programs;
import xbot.shared.EncryptionKeyFile;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Fault;
import xbot.simulator.Settings;

class AlertRulesTest {

    private static final Path RESOURCES = Path.of("src/test/resources/k8s/alerts");
    private static final Path MONITORING = Path.of("k8s/components/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:xbot|jvm)_[a-z_]+");

    @TempDir
    Path directory;

    private JsonNode rules;

    @BeforeEach
    void readRules() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        rules = yaml.readTree(MONITORING.resolve("prometheus-rule.yaml").toFile())
                .path("spec");
        yaml.writeValue(directory.resolve("rules.yaml").toFile(), rules);
    }

    @Test
    void areRulesOfPrometheus() {
        assertThat(promtool("check", "rules", "rules.yaml")).isEqualTo(0);
    }

    @Test
    void fireWhenTheyShould() throws IOException {
        Files.copy(RESOURCES.resolve("alerts.test.yaml"), directory.resolve("alerts.test.yaml"));

        assertThat(promtool("test", "rules", "alerts.test.yaml")).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-function.yaml", "label-without-quotes.yaml"})
    void refusesABadRule(String name) throws IOException {
        Files.copy(RESOURCES.resolve("bad").resolve(name), directory.resolve(name));

        assertThat(promtool("check", "rules", name)).isNotEqualTo(0);
    }

    @Test
    void refusesAnAlertThatDoesNotFire() throws IOException {
        Path wrong = RESOURCES.resolve("bad/alert-that-does-not-fire.test.yaml");
        Files.copy(wrong, directory.resolve("alerts.test.yaml"));

        assertThat(promtool("test", "rules", "alerts.test.yaml")).isNotEqualTo(0);
    }

    @Test
    void haveATestAndARunbookEach() throws IOException {
        String runbook = Files.readString(OverlaysTest.OPERATIONS);
        String tests = Files.readString(RESOURCES.resolve("alerts.test.yaml"));

        for (JsonNode rule : rules.at("/groups/0/rules")) {
            String alert = rule.path("alert").asText();
            String anchor = rule.at("/annotations/runbook_url").asText().replaceFirst(".*docs/operations.md#", "");
            assertThat(runbook).contains("<a id=\"" + anchor + "\"></a>" + alert + " |");
            assertThat(tests).contains("alertname: " + alert + "\n");
        }
    }

    /** A metric that was renamed would leave an alert that never fires and an empty panel. */
    @Test
    void nameMetricsThatAPodHas() throws IOException {
        String scrape;
        Settings settings = Settings.of(Map.of("test-direct-line-secret-a4b", "a4b-bot"));
        try (DirectLineSimulator directLine = DirectLineSimulator.start(settings);
                Pod pod = Pod.start(
                        directLine.baseUri(),
                        Clock.systemUTC(),
                        // with nobody there: it counts what it does without it
                        "spring.profiles.active=redis",
                        "xbot.cache.redis.address=redis://127.0.0.1:1",
                        "xbot.http.slow-answer=100ms",
                        "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("test-key"))) {
            directLine.fault(Fault.slow(Duration.ofSeconds(1)));
            pod.init("nguyenvana");
            // a request is counted when its answer is out
            await().until(() -> pod.management("/actuator/prometheus").contains("xbot_requests_seconds"));
            scrape = pod.management("/actuator/prometheus");
        }
        String dashboard = new ObjectMapper()
                .readTree(MONITORING.resolve("xbot-routes.json").toFile())
                .findValuesAsText("expr")
                .toString();
        Set<String> exported = metrics(scrape);

        assertThat(metrics(dashboard)).hasSizeGreaterThan(6).isSubsetOf(exported);
        assertThat(metrics(rules.findValuesAsText("expr").toString()))
                .hasSizeGreaterThan(6)
                .isSubsetOf(exported);
        assertThat(metrics("sum(xbot_request_seconds_count)")).isNotEmpty().doesNotContainAnyElementsOf(exported);
    }

    /** A code or route that was renamed would do the same. */
    @Test
    void nameCodesAndRoutesThatThereAre() throws IOException {
        String document = "OK " + Files.readString(Path.of("routes/openapi.yaml"));
        Set<String> codes = values("code=~?");

        assertThat(codes)
                .contains("OK", "INTAKE_UNAVAILABLE")
                .allSatisfy(code -> assertThat(document).containsPattern("\\b" + code + "\\b"));
        assertThat(values("route[!=]?[=~]~?"))
                .contains("zalo-push")
                .allSatisfy(route ->
                        assertThat(Path.of("routes", route + ".camel.yaml")).exists());
    }

    private Set<String> values(String label) throws IOException {
        String expressions = rules.findValuesAsText("expr")
                + new ObjectMapper()
                        .readTree(MONITORING.resolve("xbot-routes.json").toFile())
                        .findValuesAsText("expr")
                        .toString();
        return Pattern.compile("\\b" + label + "\"([^\"]+)\"")
                .matcher(expressions)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split("\\|")))
                .collect(Collectors.toSet());
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        Matcher metric = METRIC.matcher(text);
        while (metric.find()) {
            names.add(metric.group());
        }
        return names;
    }

    private int promtool(String... arguments) {
        Programs.require("promtool");
        List<String> command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        command.set(
                command.size() - 1,
                directory.resolve(arguments[arguments.length - 1]).toString());
        Programs.Result result = Programs.run(command.toArray(String[]::new));
        System.out.println(result.output().strip());
        return result.exitCode();
    }
}
