package xbot.site;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;

/** Which requests the site takes, and what its pages may do in a browser. */
final class SiteGuard {

    /** In the context of a request: the nonce of the styles that Web Chat adds. */
    static final String NONCE = "nonce";

    /** Web Chat adds one style element without the nonce; it is empty. */
    private static final String EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s' %s;"
            + " connect-src 'self' %s %s; img-src 'self' blob: data:; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private final SecureRandom random = new SecureRandom();
    private final String host;
    private final URI directLine;

    SiteGuard(String host, URI directLine) {
        this.host = host;
        this.directLine = directLine;
    }

    void pass(RoutingContext call) {
        var port = call.request().localAddress().port();
        var authority = String.valueOf(call.request().authority());
        if (!isOurs(authority, port) || isForged(call, authority)) {
            call.fail(403);
            return;
        }
        var nonce = nonce();
        call.put(NONCE, nonce);
        call.response()
                .putHeader("Content-Security-Policy", policy(nonce))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        call.next();
    }

    /** A name of somebody else's that leads here is an attack (DNS rebinding). */
    private boolean isOurs(String authority, int port) {
        return authority.equals("127.0.0.1:" + port)
                || authority.equals("localhost:" + port)
                || authority.equals(host + ":" + port);
    }

    /** A browser says in Origin which page sends a POST. */
    private static boolean isForged(RoutingContext call, String authority) {
        var origin = call.request().getHeader("Origin");
        return !call.request().method().equals(HttpMethod.GET)
                && origin != null
                && !origin.equals("http://" + authority);
    }

    private String policy(String nonce) {
        return POLICY.formatted(nonce, EMPTY_STYLE, directLine, "ws://" + directLine.getAuthority());
    }

    private String nonce() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
