package xbot.webchat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;

/** Lets through a body that is announced as {@code application/json} in UTF-8, uncompressed (RFC 9110 8.3, 8.4). */
final class MediaTypeCheck {

    private static final Set<String> PARAMETERS = Set.of("", "charset=utf-8", "charset=\"utf-8\"");

    private MediaTypeCheck() {}

    /** @param contentType the header's value, null where it is missing, a list where it is repeated */
    static void check(Object contentType, Object contentEncoding) throws Refusal {
        if (contentType instanceof List) {
            throw new InvalidRequest("the header Content-Type is repeated");
        }
        if (contentType == null || !isJson(contentType.toString())) {
            throw new UnsupportedMediaType("the header Content-Type must be application/json");
        }
        if (contentEncoding != null && !normal(contentEncoding.toString()).equals("identity")) {
            throw new UnsupportedMediaType("the header Content-Encoding must be absent or identity");
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.split(";", -1);
        if (!normal(parts[0]).equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            if (!PARAMETERS.contains(normal(parts[i]))) {
                return false;
            }
        }
        return true;
    }

    private static String normal(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
