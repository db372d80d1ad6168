package xbot.front;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.Collection;
import javax.net.ssl.X509KeyManager;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** How the traffic port speaks HTTP/1.1, and TLS where an SSL bundle is named. */
final class ServerOptions {

    private static final int MAX_REQUEST_LINE = 4096;

    private ServerOptions() {}

    static HttpServerOptions of(HttpProperties properties, SslBundles bundles) {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxHeaderSize((int) properties.maxHeaderSize().toBytes())
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setTcpFastOpen(false)
                .setAcceptBacklog(1024);
        return properties.sslBundle() == null
                ? options
                : options.setSsl(true).setKeyCertOptions(keys(bundles.getBundle(properties.sslBundle())));
    }

    /** Lets the servers take new keys, when their files change, without an interruption. */
    static void renewKeys(Collection<HttpServer> servers, HttpProperties properties, SslBundles bundles) {
        if (properties.sslBundle() != null) {
            bundles.addBundleUpdateHandler(
                    properties.sslBundle(),
                    bundle -> servers.forEach(server -> server.updateSSLOptions(new HttpServerOptions()
                            .setKeyCertOptions(keys(bundle))
                            .getSslOptions())));
        }
    }

    private static KeyCertOptions keys(SslBundle bundle) {
        return KeyCertOptions.wrap((X509KeyManager) bundle.getManagers().getKeyManagers()[0]);
    }
}
