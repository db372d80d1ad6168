package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.junit.jupiter.api.Test;
import xbot.XbotRoutes;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.tools.cases.Arguments;
import xbot.tools.cases.CasePod;

class ShippedRoutesTest {

    @Test
    void areClean() {
        assertThat(shipped().contents()).containsKeys("webchat-init.camel.yaml", "webchat-init.schema.json");
        assertThat(check(shipped())).isEmpty();
    }

    @Test
    void areValidByCamelsPublishedSchemaForAnyValidator() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V4)
                .getSchema(YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json"));
        for (var file : shipped().contents().entrySet()) {
            if (file.getKey().endsWith(".camel.yaml")) {
                assertThat(schema.validate(new ObjectMapper(new YAMLFactory()).readTree(file.getValue())))
                        .as(file.getKey())
                        .isEmpty();
            }
        }
    }

    @Test
    void areRefusedWithAPooledExchangeFactory() {
        assertThat(check(shipped(), "--camel.main.exchangeFactory=pooled"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isError()).isTrue();
                    assertThat(finding.what()).contains("camel.main.exchange-factory=pooled");
                });
    }

    @Test
    void areNotBlamedForWhatAFileThatCannotBeReadMayHold() {
        RouteFiles set = shipped();
        set.contents().put("webchat-token.camel.yaml", "# cut\n- route: {".getBytes(StandardCharsets.UTF_8));

        List<Finding> findings = check(set);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("webchat-token.camel.yaml");
            assertThat(finding.what()).startsWith("it is not YAML");
        });
    }

    private static List<Finding> check(RouteFiles set, String... properties) {
        try (CasePod pod = new CasePod(XbotRoutes.class, Arguments.parse(List.of(properties), List.of()))) {
            return RouteSetCheck.check(set, pod::judge);
        }
    }

    private static RouteFiles shipped() {
        try {
            return RouteFiles.read(Path.of("routes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
