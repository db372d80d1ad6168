package xbot.front;

import static org.assertj.core.api.Assertions.assertThat;
import static xbot.front.Requests.GOOD;
import static xbot.front.Requests.chunk;
import static xbot.front.Requests.chunked;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.Pod;
import xbot.Programs;
import xbot.simulator.DirectLineSimulator;
import xbot.simulator.Settings;

/** The same server, with {@code xbot.http.ssl-bundle}. */
class TrafficTlsTest {

    private static final String PASSWORD = "test-only";

    @TempDir
    Path directory;

    @Test
    void judgesRequestsOverTlsAsStrictly() throws Exception {
        Path keys = keys();
        try (DirectLineSimulator directLine =
                        DirectLineSimulator.start(Settings.of("test-direct-line-secret-a4b", "a4b-bot"));
                Pod pod = Pod.start(
                        directLine.baseUri(),
                        Clock.systemUTC(),
                        "xbot.http.ssl-bundle=traffic",
                        "spring.ssl.bundle.jks.traffic.keystore.location=file:" + keys,
                        "spring.ssl.bundle.jks.traffic.keystore.password=" + PASSWORD)) {
            assertThat(status(pod, keys, GOOD)).isEqualTo("200");
            assertThat(status(pod, keys, chunked(chunk() + "0\r\n\r\n"))).isEqualTo("200");
            assertThat(status(pod, keys, chunked(chunk() + "0 x\r\n\r\n"))).isEqualTo("400");
            assertThat(status(pod, keys, " " + GOOD)).isEqualTo("400");
        }
    }

    private static String status(Pod pod, Path keys, String request) throws Exception {
        try (SSLSocket caller = connect(pod.port(), keys)) {
            caller.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(caller.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1).substring(9);
        }
    }

    private Path keys() {
        Path keys = directory.resolve("keys.p12");
        Programs.Result made = Programs.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "traffic",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        return keys;
    }

    private static SSLSocket connect(int port, Path keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    }
}
