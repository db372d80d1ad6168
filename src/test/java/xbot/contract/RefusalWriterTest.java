package xbot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RefusalWriterTest {

    private static final class Throttled extends Refusal {
        Throttled() {
            super("too often");
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", "3");
        }
    }

    @Test
    void writesARefusalWithItsHeaders() {
        Exchange exchange = write(new Throttled(), "RATE_LIMITED");

        assertThat(exchange.getMessage().getBody(String.class))
                .isEqualTo("{\"status\":1,\"code\":\"RATE_LIMITED\",\"message\":\"too often\",\"requestId\":\"r1\"}");
        assertThat(exchange.getMessage().getHeader("Retry-After")).isEqualTo("3");
    }

    @Test
    void writesTheFindingsOfAnInvalidRequest() {
        InvalidRequest refusal = new InvalidRequest("no", List.of(new InvalidRequest.Finding("/a", "is required")));

        assertThat(write(refusal, "INVALID_REQUEST").getMessage().getBody(String.class))
                .contains("\"errors\":[{\"pointer\":\"/a\",\"message\":\"is required\"}]");
    }

    @Test
    void tellsTheCallerNothingOfAFailureOfOurs() {
        String answer = write(new IllegalStateException("canary"), "INTERNAL_ERROR")
                .getMessage()
                .getBody(String.class);

        assertThat(answer).contains("INTERNAL_ERROR", "\"requestId\":\"r1\"").doesNotContain("canary", "IllegalState");
    }

    private static Exchange write(Exception caught, String code) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        exchange.setProperty("requestId", "r1");
        exchange.setProperty("code", code);
        new RefusalWriter().process(exchange);
        return exchange;
    }
}
