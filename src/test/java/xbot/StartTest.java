package xbot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.FileNotFoundException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.VetoCamelContextStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.shared.EncryptionKeyFile;

/** A pod that cannot serve does not start, and says in one sentence what to mend. */
class StartTest {

    private static final URI DIRECT_LINE = URI.create("http://127.0.0.1:9");

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("xbot.htp.port=1", "unknown configuration: xbot.htp.port"),
                Arguments.of("xbot.access.trusted-proxies=0.0.0.0/0", "xbot.access.trusted-proxies"),
                Arguments.of("xbot.routes.directory=/no/such/directory", "xbot.routes.directory: /no/such/directory"),
                Arguments.of("xbot.cache.config=classpath:no-such.xml", "xbot.cache.config 'classpath:no-such.xml'"),
                Arguments.of("xbot.partners-file=/no/such/file", "/no/such/file"),
                Arguments.of("xbot.http.port=80x", "xbot.http.port: '80x' is not a number"),
                Arguments.of("xbot.http.port=99999", "xbot.http.port must be between 0 and 65535"),
                Arguments.of(
                        "xbot.http.max-body-size=big", "xbot.http.max-body-size: 'big' is not a size such as 64KB"),
                Arguments.of("xbot.http.ssl-bundle=nope", "there is no SSL bundle 'nope'"),
                Arguments.of("xbot.routes.reload=maybe", "xbot.routes.reload: 'maybe' is not true or false"),
                Arguments.of(
                        "xbot.webhook.public-metadata=http://login.botframework.com/keys",
                        "xbot.webhook.public-metadata must be an https URI, or http on this machine"),
                Arguments.of("xbot.webhook.authenticity=perhaps", "xbot.webhook.authenticity: 'perhaps'"),
                Arguments.of("xbot.webhook.autenticity=off", "unknown configuration: xbot.webhook.autenticity"),
                Arguments.of("xbot.intake.zalo-uri=intake:80", "xbot.intake.zalo-uri must be an http or https URI"),
                Arguments.of("xbot.upstream.deadline=soon", "xbot.upstream.deadline: 'soon' is not a time such as 30s"),
                Arguments.of(
                        "management.otlp.tracing.endpoint=collector:4318",
                        "management.otlp.tracing.endpoint is no URL such as http://collector:4318/v1/traces"),
                Arguments.of("server.port=99999", "server.port cannot be listened on: port out of range:99999"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void saysWhatIsWrongWith(String property, String sentence) {
        assertThat(reasonFor(Pod.partners(DIRECT_LINE), property))
                .contains(sentence)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xbot.http.port", "server.port"})
    void saysWhichPortIsTakenAndHowToTakeAnother(String key) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String property = key + "=" + taken.getLocalPort();

            assertThat(reasonFor(Pod.partners(DIRECT_LINE), property))
                    .startsWith(key + ": " + taken.getLocalPort())
                    .endsWith("is in use; stop what listens there, or start with --" + key + "=PORT");
        }
    }

    @Test
    void saysWhichSslBundleForRedisIsMissing() {
        assertThat(reasonFor(
                        Pod.partners(DIRECT_LINE),
                        "spring.profiles.active=redis",
                        "xbot.cache.encryption-key-file=" + EncryptionKeyFile.of("one"),
                        "xbot.cache.redis.address=rediss://127.0.0.1:9",
                        "xbot.cache.redis.ssl-bundle=nope"))
                .startsWith("there is no SSL bundle 'nope'")
                .doesNotContain("\n");
    }

    @Test
    void saysWhatIsWrongWithThePartnersFile() {
        String partners = Pod.partners(DIRECT_LINE).replace("127.0.0.0/8", "127.0.0.0/40");

        assertThat(reasonFor(partners)).contains("allowed-ips of partner 'a4b': '127.0.0.0/40' is not a CIDR range");
    }

    @Test
    void saysWhichRouteFileCannotBeLoaded(@TempDir Path routes) throws Exception {
        for (String name :
                List.of("webchat-init.camel.yaml", "webchat-errors.camel.yaml", "webchat-init.schema.json")) {
            Files.copy(Path.of("routes", name), routes.resolve(name));
        }
        Files.writeString(routes.resolve("webchat-token.camel.yaml"), "- route: [");

        assertThat(reasonFor(Pod.partners(DIRECT_LINE), "xbot.routes.directory=" + routes))
                .contains("webchat-token.camel.yaml");
    }

    @Test
    void saysInOneSentenceWhatStopsCamelWhateverItIs() {
        Exception missing = new FileNotFoundException("Resource not found:\nclasspath:kamelets/nope.kamelet.yaml");
        Throwable failure = new RuntimeCamelException(new VetoCamelContextStartException("vetoed", missing, null));

        assertThat(new StartFailureAnalyzer().analyze(failure).getDescription())
                .contains("Resource not found: classpath:kamelets/nope.kamelet.yaml")
                .doesNotContain("\n");
    }

    @Test
    void saysHowToGetAComponentThatARouteStartsFrom(@TempDir Path routes) throws Exception {
        Files.writeString(
                routes.resolve("a.camel.yaml"), "- route: {id: a, from: {uri: 'kafka:a', steps: [{stop: {}}]}}");

        assertThat(reasonFor(Pod.partners(DIRECT_LINE), "xbot.routes.directory=" + routes))
                .startsWith("a.camel.yaml:1 a: the jar has no component 'kafka': copy it with `./mvnw")
                .contains("-Dextra=camel-kafka ")
                .doesNotContain("\n");
    }

    private static String reasonFor(String partners, String... properties) {
        Throwable failure = catchThrowable(
                () -> Pod.start(partners, Clock.systemUTC(), properties).close());
        assertThat(failure).isNotNull();
        return new StartFailureAnalyzer().analyze(failure).getDescription();
    }
}
