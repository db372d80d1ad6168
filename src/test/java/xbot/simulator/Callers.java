package xbot.simulator;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Finds out who calls, by the secret or the token in {@code Authorization}. */
final class Callers {

    private static final String SCHEME = "bearer ";

    private final Map<String, String> sites;
    private final TokenMint mint;

    Callers(Map<String, String> sites, TokenMint mint) {
        this.sites = sites;
        this.mint = mint;
    }

    /** The site of the secret; a token is not good enough. */
    String site(RoutingContext call) {
        var site = sites.get(bearer(call));
        if (site == null) {
            throw DirectLineError.invalidTokenOrSecret();
        }
        return site;
    }

    /** The caller's token; a secret is not good enough. */
    Token token(RoutingContext call) {
        return mint.read(bearer(call));
    }

    /** The caller's token, or one made for this conversation if the caller has the secret. */
    Token tokenFor(String conversationId, RoutingContext call) {
        var site = sites.get(bearer(call));
        return site == null ? token(call) : mint.read(mint.mint(site, conversationId, null));
    }

    private static String bearer(RoutingContext call) {
        var header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw DirectLineError.unauthorized();
        }
        return header.substring(SCHEME.length()).strip();
    }
}
