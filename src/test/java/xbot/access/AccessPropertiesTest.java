package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

class AccessPropertiesTest {

    @Test
    void enforceTheAllowlistAndTrustNobodyByDefault() throws IOException {
        assertThat(bind("{}")).isEqualTo(new AccessProperties(AccessProperties.IpAllowlist.ENFORCED, List.of()));
    }

    @Test
    void areReadFromYamlWhereOffIsABoolean() throws IOException {
        assertThat(bind("{ip-allowlist: off, trusted-proxies: [10.0.0.0/8, 'fc00::/7', 192.0.2.1]}"))
                .isEqualTo(new AccessProperties(
                        AccessProperties.IpAllowlist.OFF, List.of("10.0.0.0/8", "fc00::/7", "192.0.2.1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.0.0.0/0 ; '0.0.0.0/0' would believe the X-Forwarded-For of anyone: name the proxies only",
                "::/0 ; '::/0' would believe the X-Forwarded-For of anyone: name the proxies only",
                "0:0::/0 ; '0:0::/0' would believe the X-Forwarded-For of anyone: name the proxies only",
                "128.0.0.0/1 ; '128.0.0.0/1' would believe the X-Forwarded-For of anyone: name the proxies only",
                "2000::/3 ; '2000::/3' would believe the X-Forwarded-For of anyone: name the proxies only",
                "::ffff:0:0/96 ; '::ffff:0:0/96' is an IPv4 range: write it as IPv4",
                "10.0.0.0/40 ; '10.0.0.0/40' is not a CIDR range",
                "10.0.0.1/8 ; '10.0.0.1/8' has host bits set: write '10.0.0.0/8'",
                "proxy.example ; 'proxy.example' is not a CIDR range"
            })
    void refuseATrustedProxyThatIsNone(String proxy, String what) {
        assertThatThrownBy(() -> bind("{trusted-proxies: ['10.0.0.0/8', '" + proxy + "']}"))
                .rootCause()
                .satisfiesAnyOf(
                        cause -> assertThat(cause).hasMessage("xbot.access.trusted-proxies: " + what),
                        cause -> assertThat(cause).hasMessage(what));
    }

    private static AccessProperties bind(String yaml) throws IOException {
        byte[] document = ("xbot: {access: " + yaml + "}").getBytes(StandardCharsets.UTF_8);
        var source = new YamlPropertySourceLoader()
                .load("test", new ByteArrayResource(document))
                .get(0);
        return new Binder(ConfigurationPropertySources.from(source))
                .bindOrCreate("xbot.access", AccessProperties.class);
    }
}
