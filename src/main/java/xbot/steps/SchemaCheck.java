package xbot.steps;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.contract.Refusal;

/**
 * Refuses a body that is not what {@code ID.schema.json} of the route asks for: by media type, size, JSON and schema,
 * in that order. The body becomes a map; the bytes that were sent stay in the property {@code receivedBody}.
 */
final class SchemaCheck implements Processor {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    @Override
    public void process(Exchange exchange) throws Refusal {
        byte[] received = JsonBody.bytes(exchange);
        ObjectNode body = JsonBody.read(exchange);
        BodySchema.refuseIfAny(BodySchema.of(exchange).check(body));
        exchange.setProperty(ExchangeProperties.RECEIVED_BODY, received);
        exchange.getMessage().setBody(JSON.convertValue(body, MAP));
    }
}
