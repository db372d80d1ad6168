package xbot.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call as the simulator got it.
 *
 * @param headers each with all its values in order; the names in lower case
 * @param body "" without one
 */
public record ReceivedCall(String method, String path, Map<String, List<String>> headers, String body) {

    /** The values of one header, in order; none if it was not sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
