package xbot.partners;

import java.net.URI;
import java.util.List;

/**
 * How a partner's tokens are got from Direct Line.
 *
 * @param baseUri scheme, host and port, without a trailing slash
 * @param trustedOrigins the origins a token is bound to; empty for any
 * @param bindUser whether the user's id and name are bound into the token
 */
public record DirectLine(URI baseUri, Secret secret, List<String> trustedOrigins, boolean bindUser) {

    public DirectLine {
        trustedOrigins = List.copyOf(trustedOrigins);
    }
}
