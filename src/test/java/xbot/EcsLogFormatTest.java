package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

class EcsLogFormatTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("xbot.requests");

    @BeforeEach
    void nameTheService() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.application.name", "xbot-routes")
                .withProperty("spring.application.version", "1.0.0")
                .withProperty("spring.application.pid", "7");
        context.putObject(Environment.class.getName(), environment);
    }

    @Test
    void writesWhatSpringBootsFormatWrites() throws IOException {
        ILoggingEvent event = event("answered", null);

        assertThat(json(encode("xbot.EcsLogFormat", event))).isEqualTo(json(encode("ecs", event)));
    }

    @Test
    void writesAnErrorAsSpringBootsFormatDoes() throws IOException {
        ILoggingEvent event = event("failed", new IllegalStateException("it broke", new IOException("lost")));

        JsonNode line = json(encode("xbot.EcsLogFormat", event));

        assertThat(line).isEqualTo(json(encode("ecs", event)));
        assertThat(line.at("/error/stack_trace").textValue()).contains("Caused by: java.io.IOException: lost");
    }

    @Test
    void writesOneLineOfAsciiWhateverIsLogged() throws IOException {
        String name = "Nguyễn\n{\"log\":{\"level\":\"ERROR\"}}\u001b[31m\u202e\ud800";

        String line = new String(encode("xbot.EcsLogFormat", event(name, null)), StandardCharsets.UTF_8);

        assertThat(line).matches("[ -~]+\n");
        assertThat(json(line.getBytes(StandardCharsets.UTF_8)).path("message").textValue())
                .isEqualTo(name);
    }

    private LoggingEvent event(String message, Throwable thrown) {
        LoggingEvent event = new LoggingEvent(null, logger, Level.INFO, message, thrown, null);
        event.setMDCPropertyMap(Map.of("routeId", "user-profile"));
        event.setKeyValuePairs(List.of(
                new KeyValuePair("requestId", "r1"),
                new KeyValuePair("status", 200),
                new KeyValuePair("millis", 3L),
                new KeyValuePair("partner", null)));
        return event;
    }

    private byte[] encode(String format, ILoggingEvent event) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder.encode(event);
    }

    private static JsonNode json(byte[] line) throws IOException {
        ObjectNode object = (ObjectNode) JsonMapper.builder().build().readTree(line);
        // Spring Boot leaves an empty object where the service has no node
        ((ObjectNode) object.path("service")).remove("node");
        return object;
    }
}
