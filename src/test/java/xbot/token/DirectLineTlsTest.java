package xbot.token;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The secret goes to nobody whose certificate is not trusted. */
class DirectLineTlsTest {

    @Test
    void sendsNothingToADirectLineWithAnUntrustedCertificate() throws Exception {
        WireMockServer impostor = new WireMockServer(
                options().bindAddress("127.0.0.1").httpDisabled(true).dynamicHttpsPort());
        impostor.start();
        impostor.stubFor(
                any(anyUrl()).willReturn(okJson("{\"conversationId\":\"c\",\"token\":\"t\",\"expires_in\":3600}")));
        URI uri = URI.create("https://127.0.0.1:" + impostor.httpsPort());
        try (FaultPod pod = new FaultPod().partner("a4b", uri).start()) {
            HttpResponse<String> response = pod.pod().init("an");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(impostor.getAllServeEvents()).isEmpty();
        } finally {
            impostor.stop();
        }
    }
}
