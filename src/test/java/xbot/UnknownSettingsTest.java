package xbot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import xbot.access.AccessProperties;
import xbot.partners.PartnersLocation;
import xbot.routes.RoutesProperties;
import xbot.shared.RedisProperties;

/** Settings that nothing reads, from each place that settings come from. */
class UnknownSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "XBOT_ACCESS_TRUSTEDPROXY, XBOT_ACCESS_TRUSTEDPROXIES",
        "XBOT_ACCESS_TRUSTED_PROXY, XBOT_ACCESS_TRUSTEDPROXIES",
        "xbot_access_trustedproxy, XBOT_ACCESS_TRUSTEDPROXIES",
        "XBOT_ACCESS_TRUSTEDPROXY_0, XBOT_ACCESS_TRUSTEDPROXIES",
        "XBOT_ACCES_TRUSTEDPROXIES, XBOT_ACCESS_TRUSTEDPROXIES",
        "XBOT_PARTNERFILE, XBOT_PARTNERSFILE",
        "XBOT_ROUTES_DIRECTORI, XBOT_ROUTES_DIRECTORY",
        "XBOT_CACHE_REDISADDRESS, XBOT_CACHE_REDIS_ADDRESS",
        "XBOT_ROUTES_PORTT, docs/configuration.md"
    })
    void refusesAVariableThatIsMisspelt(String name, String meant) {
        assertThatThrownBy(() -> check(Map.of(name, "x"), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("unknown configuration: " + name + " (an environment variable)", meant);
    }

    /** Those of docs/clients, of others, and those by which Kubernetes tells of the service xbot-routes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "XBOT_URL",
                "XBOT_GATEWAY_KEY",
                "XBOT_PARTNER_KEY",
                "XBOT_TOKEN",
                "XBOT_ROUTES",
                "XBOT_ROUTES_SERVICE_HOST",
                "XBOT_ROUTES_SERVICE_PORT",
                "XBOT_ROUTES_SERVICE_PORT_HTTP",
                "XBOT_ROUTES_PORT",
                "XBOT_ROUTES_PORT_8080_TCP",
                "XBOT_ROUTES_PORT_8080_TCP_ADDR",
                "XBOTS_ACCESS_TRUSTEDPROXY",
                "PATH"
            })
    void leavesVariablesOfOthersAlone(String name) {
        assertThatCode(() -> check(Map.of(name, "x"), Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XBOT_ACCESS_TRUSTEDPROXIES",
                "XBOT_ACCESS_TRUSTED_PROXIES",
                "XBOT_ACCESS_TRUSTEDPROXIES_0",
                "XBOT_ACCESS_TRUSTEDPROXIES_0_",
                "XBOT_CACHE_REDIS_ADDRESS",
                "XBOT_PARTNERSFILE",
                "XBOT_PARTNERS_FILE"
            })
    void takesVariablesAsSpringSpellsThem(String name) {
        assertThatCode(() -> check(Map.of(name, "x"), Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "xbot.access.trusted-proxy, xbot.access.trusted-proxies",
        "xbot.access.trusted-proxy[0], xbot.access.trusted-proxies",
        "xbot.acces.trustedProxies, xbot.access.trusted-proxies",
        "XBOT.access.trusted-proxy, xbot.access.trusted-proxies",
        "xbot.url, docs/configuration.md"
    })
    void refusesAnyOtherPropertyThatIsMisspelt(String name, String meant) {
        assertThatThrownBy(() -> check(Map.of(), Map.of(name, "x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("unknown configuration: " + name + " (systemProperties)", meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"xbot.access.trustedProxies", "xbot.access.trusted_proxies[3]", "xbot.partners-file", "other.x"})
    void takesPropertiesAsSpringSpellsThem(String name) {
        assertThatCode(() -> check(Map.of(), Map.of(name, "x"))).doesNotThrowAnyException();
    }

    /** Of arguments {@link StartTest} says the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SPRING_APPLICATION_JSON | {\"xbot\":{\"access\":{\"trusted-proxy\":\"x\"}}}",
                "XBOT_ACCESS_TRUSTEDPROXY | 10.1.0.0/16"
            })
    void endsTheStartInOneLine(String variable, String value) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                XbotRoutes.class.getName(),
                "--server.port=0",
                "--xbot.http.port=0",
                "--xbot.partners-file=src/test/demo/partners.yaml");
        command.environment().put(variable, value);
        Process process = command.redirectErrorStream(true).start();
        String log = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(log).isEqualTo(1);
        assertThat(log.lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .containsAnyOf("did you mean xbot.access.trusted-proxies?", "did you mean XBOT_ACCESS_TRUSTED");
    }

    private static void check(Map<String, Object> variables, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        sources.replace("systemProperties", new MapPropertySource("systemProperties", properties));
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (Class<?> type : List.of(
                PartnersLocation.class, AccessProperties.class, RoutesProperties.class, RedisProperties.class)) {
            beans.registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
        }

        new UnknownSettings(environment).postProcessBeanFactory(beans);
    }
}
