package xbot;

import static org.apache.camel.builder.AdviceWith.adviceWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * How the routes in {@code routes/} are tested in Java, with Direct Line mocked by step id. Their branches are asserted
 * in {@code routes/*.test.yaml}.
 */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
        classes = XbotRoutes.class,
        properties = {"xbot.http.port=0", "server.port=0"})
class RoutesTest {

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate caller;

    @EndpointInject("mock:call-generate")
    private MockEndpoint generate;

    @EndpointInject("mock:call-refresh")
    private MockEndpoint refresh;

    @DynamicPropertySource
    static void partners(DynamicPropertyRegistry registry) throws IOException {
        Path file = Files.createTempFile("partners", ".yaml");
        Files.writeString(file, Pod.partners(URI.create("https://directline.example")));
        registry.add("xbot.partners-file", () -> file);
    }

    @Test
    void generatesATokenForAUserWhoHasNone() throws Exception {
        adviceWith(camel, "webchat-init", route -> route.replaceFromWith("direct:in"));
        adviceWith(
                camel,
                "webchat-generate",
                route -> route.weaveById("call-generate").replace().to(generate));
        adviceWith(
                camel,
                "webchat-refresh",
                route -> route.weaveById("call-refresh").replace().to(refresh));
        camel.start();
        generate.whenAnyExchangeReceived(exchange -> {
            exchange.getMessage().setHeader("CamelHttpResponseCode", 200);
            exchange.getMessage()
                    .setBody("{\"conversationId\":\"c1\",\"token\":\"t1\",\"expires_in\":3600}"
                            .getBytes(StandardCharsets.UTF_8));
        });

        Message answer = caller.request("direct:in", exchange -> {
                    exchange.getMessage()
                            .setHeaders(Map.of(
                                    "Content-Type", "application/json",
                                    "x-api-key", "test-gateway-key-a4b",
                                    "xp-api-key", "test-partner-key-a4b"));
                    exchange.getMessage().setBody(Pod.body("an").getBytes(StandardCharsets.UTF_8));
                    exchange.setProperty("peer", "127.0.0.1");
                    exchange.setProperty("requestId", "r-1");
                })
                .getMessage();

        assertThat(answer.getBody(String.class)).contains("\"conversationId\":\"c1\"", "\"token\":\"t1\"");
        assertAsked(Map.of(generate, 1, refresh, 0));
    }

    private static void assertAsked(Map<MockEndpoint, Integer> expected) {
        expected.forEach((step, times) ->
                assertThat(step.getReceivedCounter()).as(step.getName()).isEqualTo(times));
    }
}
