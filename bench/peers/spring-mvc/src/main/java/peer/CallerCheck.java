package peer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keys, client IP and size, before the body is read; and the headers of every answer. */
final class CallerCheck implements HandlerInterceptor {

    private static final int MAX_BODY = 64 * 1024;

    private final Partners partners;

    CallerCheck(Partners partners) {
        this.partners = partners;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws UnknownHostException {
        String given = request.getHeader("X-Request-Id");
        String requestId = isRequestId(given) ? given : UUID.randomUUID().toString();
        request.setAttribute("requestId", requestId);
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");

        Partner partner = partners.find(request.getHeader("x-api-key"), request.getHeader("xp-api-key"));
        if (partner == null) {
            throw new Refusal(401, "INVALID_KEY", "a key is missing or not valid");
        }
        if (!partner.allows(InetAddress.getByName(request.getRemoteAddr()))) {
            throw new Refusal(403, "IP_NOT_ALLOWED", "the client IP is not allowed");
        }
        long length = request.getContentLengthLong();
        if (length < 0 || length > MAX_BODY) {
            throw new Refusal(413, "PAYLOAD_TOO_LARGE", "the body is too large or of unknown length");
        }
        request.setAttribute("partner", partner);
        return true;
    }

    private static boolean isRequestId(String id) {
        return id != null && id.length() <= 64 && id.matches("[A-Za-z0-9._-]+");
    }
}
