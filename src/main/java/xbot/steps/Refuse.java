package xbot.steps;

import java.util.regex.Pattern;
import xbot.contract.Refusal;

/** Ends a request with a status, a code and a message of the route's own. */
public final class Refuse {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    /**
     * @param status 400 to 599
     * @param code capital letters, digits and underscores; it is a label of the metrics
     * @param message for the caller; never what the caller sent
     * @throws Refusal always
     */
    public void with(int status, String code, String message) throws Refusal {
        if (status < 400 || status > 599 || !CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "refuse.with takes a status from 400 to 599 and a code such as NO_TOKEN");
        }
        throw Refusal.of(status, code, message);
    }
}
