package xbot.steps;

import java.util.List;
import java.util.regex.Pattern;
import xbot.contract.Code;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;

/** Lets through a body that is announced as {@code application/json} in UTF-8, uncompressed (RFC 9110 8.3, 8.4). */
final class MediaTypeCheck {

    /** UTF-8 in each spelling that libraries send. Spring's MimeType would take the last of two charsets. */
    private static final Pattern JSON_IN_UTF_8 = Pattern.compile(
            "\\s*+application/json\\s*+(?:;\\s*+(?:charset=(\"?)utf[-_]?8\\1\\s*+)?+){0,8}+", Pattern.CASE_INSENSITIVE);

    private MediaTypeCheck() {}

    /** @param contentType the header's value, null where it is missing, a list where it is repeated */
    static void check(Object contentType, Object contentEncoding) throws Refusal {
        if (contentType instanceof List) {
            throw new InvalidRequest("the header Content-Type is repeated");
        }
        if (contentType == null
                || !JSON_IN_UTF_8.matcher(contentType.toString()).matches()) {
            throw Refusal.of(Code.UNSUPPORTED_MEDIA_TYPE, "the header Content-Type must be application/json");
        }
        if (contentEncoding != null && !contentEncoding.toString().strip().equalsIgnoreCase("identity")) {
            throw Refusal.of(Code.UNSUPPORTED_MEDIA_TYPE, "the header Content-Encoding must be absent or identity");
        }
    }
}
