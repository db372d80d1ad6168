package xbot.token.directline;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DirectLineGuardTest {

    @Test
    void saysWhichStepMustComeFirst() {
        DirectLineGuard guard = new DirectLineGuard(null, null, Outcome.Repeat.ALWAYS);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        ((AsyncProcessor) guard.wrap(null, call -> {})).process(exchange, done -> {});

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the partner is not known yet: put the step check-keys before this one");
    }
}
