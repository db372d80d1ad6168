package xbot.steps;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.contract.InvalidRequest;

class HeadersFromQueryTest {

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "Forwarded", "CamelHttpUri", "camelhttpquery"})
    void letsNoCallerSpeakForTheServerOrAProxy(String header) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "param.header." + header + "=1");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new HeadersFromQuery().process(exchange))
                .withMessage("a header of the server or of a proxy cannot be given by the query");
    }
}
