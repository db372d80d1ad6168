package xbot.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A cloud's key documents, with keys that are endorsed for webchat and one that is for nothing. */
public final class KeyServer implements AutoCloseable {

    public static final String ISSUER = "https://api.botframework.com";
    public static final String SERVICE_URL = "https://webchat.botframework.com/";

    public final RSAKey key = key("k1");
    final RSAKey unendorsed = key("k2");
    final List<RSAKey> published = new CopyOnWriteArrayList<>(List.of(key));
    /** Of either document. */
    public final AtomicInteger fetches = new AtomicInteger();

    /** While it is not null, answers wait for it. */
    volatile CountDownLatch hung;

    private final HttpServer server;

    public KeyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(
                "/openid", exchange -> answer(exchange, Map.of("issuer", ISSUER, "jwks_uri", uri("/keys"))));
        server.createContext("/keys", exchange -> {
            List<Object> keys = new ArrayList<>(List.of(unendorsed.toPublicJWK().toJSONObject()));
            for (RSAKey each : published) {
                Map<String, Object> endorsed = each.toPublicJWK().toJSONObject();
                endorsed.put("endorsements", List.of("msteams", "webchat"));
                keys.add(endorsed);
            }
            answer(exchange, Map.of("keys", keys));
        });
        server.start();
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, Map<String, Object> document) throws IOException {
        fetches.incrementAndGet();
        try {
            if (hung != null) {
                hung.await();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (published.isEmpty()) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        byte[] body = JSONObjectUtils.toJSONString(document).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The property by which a pod finds it. */
    public String property() {
        return "xbot.webhook.public-metadata=" + metadata();
    }

    public String metadata() {
        return uri("/openid");
    }

    public static JWTClaimsSet.Builder claims(String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("serviceurl", SERVICE_URL);
    }

    public static String sign(JWTClaimsSet claims, RSAKey key, JWSAlgorithm algorithm, String keyId) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(algorithm)
                            .type(JOSEObjectType.JWT)
                            .keyID(keyId)
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String token(String audience) {
        return sign(claims(audience).build(), key, JWSAlgorithm.RS256, key.getKeyID());
    }

    @Override
    public void close() {
        if (hung != null) {
            hung.countDown();
        }
        server.stop(0);
    }
}
