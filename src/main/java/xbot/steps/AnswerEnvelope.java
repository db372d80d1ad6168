package xbot.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the envelope of an answer with status 0. Each exchange variable {@code answer.NAME} becomes the member NAME, in
 * alphabetic order; a dot leads into an object: {@code answer.data.userId} becomes {@code {"status":0,"data":{"userId":…}}}.
 */
final class AnswerEnvelope implements Processor {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "answer.";

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        ObjectNode answer = JSON.createObjectNode().put("status", 0);
        for (Map.Entry<String, Object> variable : new TreeMap<>(exchange.getVariables()).entrySet()) {
            if (variable.getKey().startsWith(PREFIX)) {
                set(answer, variable.getKey().substring(PREFIX.length()), JSON.valueToTree(variable.getValue()));
            }
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(JSON.writeValueAsBytes(answer));
    }

    private static void set(ObjectNode answer, String path, JsonNode value) {
        int dot = path.lastIndexOf('.');
        ObjectNode parent = dot < 0
                ? answer
                : answer.withObject("/" + path.substring(0, dot).replace('.', '/'));
        parent.set(path.substring(dot + 1), value);
    }
}
