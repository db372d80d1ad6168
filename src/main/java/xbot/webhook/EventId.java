package xbot.webhook;

import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.text.Sha256;

/**
 * Names an event, in the property {@code eventId}: a repetition has the same name, another event has not. Zalo's message
 * ids name a message, and only what a user sends is one event of it; for all else the bytes are the name.
 */
final class EventId implements Processor {

    private static final Pattern PLAIN = Pattern.compile("[!-~]{1,300}");

    @Override
    public void process(Exchange exchange) {
        String id = named(Sender.body(exchange));
        byte[] sent = exchange.getProperty(ExchangeProperties.RECEIVED_BODY, byte[].class);
        exchange.setProperty(
                ExchangeProperties.EVENT_ID,
                PLAIN.matcher(id).matches() ? id : "sha256/" + HexFormat.of().formatHex(Sha256.of(sent)));
    }

    private static String named(Map<?, ?> event) {
        String id = Sender.text(event, "id");
        if (event.get("conversation") instanceof Map<?, ?> conversation && !id.isEmpty()) {
            return Sender.text(conversation, "id") + "/" + id;
        }
        String name = Sender.text(event, "event_name");
        String message = event.get("message") instanceof Map<?, ?> sent ? Sender.text(sent, "msg_id") : "";
        return name.startsWith("user_send_") && !message.isEmpty() ? name + "/" + message : "";
    }
}
