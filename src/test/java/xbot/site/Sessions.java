package xbot.site;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is logged in, the longest of whom are forgotten: a browser never says for which user it wants a token. */
final class Sessions {

    private static final String COOKIE = "site-session";
    private static final int MAX_SESSIONS = 1_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> users = new LinkedHashMap<>();

    synchronized void open(RoutingContext call, String user) {
        close(call);
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var id = HexFormat.of().formatHex(bytes);
        users.put(id, user);
        if (users.size() > MAX_SESSIONS) {
            users.remove(users.keySet().iterator().next());
        }
        call.response()
                .addCookie(
                        Cookie.cookie(COOKIE, id).setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.STRICT));
    }

    synchronized Optional<String> user(RoutingContext call) {
        return id(call).map(users::get);
    }

    synchronized void close(RoutingContext call) {
        id(call).ifPresent(users::remove);
    }

    private static Optional<String> id(RoutingContext call) {
        return Optional.ofNullable(call.request().getCookie(COOKIE)).map(Cookie::getValue);
    }
}
