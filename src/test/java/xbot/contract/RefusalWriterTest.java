package xbot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RefusalWriterTest {

    @Test
    void writesARefusalWithItsHeaders() {
        Exchange exchange = write(Refusal.of(Code.RATE_LIMITED, Map.of("Retry-After", "3")));

        assertThat(exchange.getMessage().getBody(String.class))
                .isEqualTo(
                        "{\"status\":1,\"code\":\"RATE_LIMITED\",\"message\":\"the rate limit of the partner is reached\",\"requestId\":\"r1\"}");
        assertThat(exchange.getMessage().getHeader("Retry-After")).isEqualTo("3");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(429);
        assertThat(exchange.getProperty(ExchangeProperties.CODE)).isEqualTo("RATE_LIMITED");
    }

    @Test
    void writesTheFindingsOfAnInvalidRequest() {
        InvalidRequest refusal = new InvalidRequest("no", List.of(new InvalidRequest.Finding("/a", "is required")));

        assertThat(write(refusal).getMessage().getBody(String.class))
                .contains("\"errors\":[{\"pointer\":\"/a\",\"message\":\"is required\"}]");
    }

    @Test
    void tellsTheCallerNothingOfAFailureOfOurs() {
        String answer = write(new IllegalStateException("canary")).getMessage().getBody(String.class);

        assertThat(answer).contains("INTERNAL_ERROR", "\"requestId\":\"r1\"").doesNotContain("canary", "IllegalState");
    }

    private static Exchange write(Exception caught) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        exchange.setProperty("requestId", "r1");
        new RefusalWriter().process(exchange);
        return exchange;
    }
}
