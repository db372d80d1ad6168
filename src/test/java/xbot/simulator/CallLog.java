package xbot.simulator;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The latest calls, the oldest of which are forgotten. */
final class CallLog {

    private static final int MAX_CALLS = 1_000;

    private final Deque<ReceivedCall> calls = new ArrayDeque<>();

    void write(RoutingContext call) {
        var request = call.request();
        add(new ReceivedCall(
                request.method().name(),
                request.path(),
                headers(call),
                Objects.requireNonNullElse(call.body().asString(), "")));
        call.next();
    }

    synchronized List<ReceivedCall> read() {
        return List.copyOf(calls);
    }

    private synchronized void add(ReceivedCall call) {
        calls.add(call);
        if (calls.size() > MAX_CALLS) {
            calls.remove();
        }
    }

    private static Map<String, List<String>> headers(RoutingContext call) {
        var headers = new HashMap<String, List<String>>();
        var sent = call.request().headers();
        sent.names().forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(sent.getAll(name))));
        return Map.copyOf(headers);
    }
}
