package xbot.webhook;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys of a cloud: the OpenID metadata name the document that holds them. What each key is endorsed for,
 * which Nimbus does not read, goes with the set, by key id.
 */
final class KeyDocuments implements JWKSetSource<SecurityContext> {

    static final String ENDORSEMENTS = "endorsements";

    private static final Logger LOG = LoggerFactory.getLogger(KeyDocuments.class);

    private final ResourceRetriever documents;
    private final URI metadata;
    private final Counter fetched;
    private final Counter failed;

    KeyDocuments(ResourceRetriever documents, URI metadata, Counter fetched, Counter failed) {
        this.documents = documents;
        this.metadata = metadata;
        this.fetched = fetched;
        this.failed = failed;
    }

    static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme()) && uri.getHost() != null
                || "http".equals(uri.getScheme())
                        && Set.of("127.0.0.1", "localhost").contains(uri.getHost());
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
            throws KeySourceException {
        try {
            URI keys = new URI(JSONObjectUtils.getString(fetch(metadata), "jwks_uri"));
            if (!isSafe(keys)) {
                throw new IOException("jwks_uri is no https address");
            }
            JWKSet set = read(fetch(keys));
            fetched.increment();
            return set;
        } catch (Exception e) {
            failed.increment();
            LOG.warn("the keys of {} cannot be fetched: {}", metadata.getHost(), e.toString());
            throw new JWKSetUnavailableException("the keys of " + metadata.getHost() + " cannot be fetched", e);
        }
    }

    private Map<String, Object> fetch(URI document) throws IOException, ParseException {
        return JSONObjectUtils.parse(
                documents.retrieveResource(document.toURL()).getContent());
    }

    private static JWKSet read(Map<String, Object> document) throws ParseException {
        Map<String, Object> endorsements = new HashMap<>();
        for (Map<String, Object> key : JSONObjectUtils.getJSONObjectArray(document, "keys")) {
            List<String> endorsed = JSONObjectUtils.getStringList(key, ENDORSEMENTS);
            endorsements.put(JSONObjectUtils.getString(key, "kid"), endorsed == null ? List.of() : endorsed);
        }
        return new JWKSet(JWKSet.parse(document).getKeys(), Map.of(ENDORSEMENTS, endorsements));
    }

    @Override
    public void close() {}
}
