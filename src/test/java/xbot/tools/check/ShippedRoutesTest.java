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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.junit.jupiter.api.Test;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;

class ShippedRoutesTest {

    private final Surroundings surroundings = Application.surroundings(Map.of());

    @Test
    void areClean() {
        assertThat(shipped()).containsKeys("webchat-init.camel.yaml", "webchat-init.schema.json");
        assertThat(RouteSetCheck.check(shipped(), surroundings)).isEmpty();
    }

    @Test
    void areValidByCamelsPublishedSchemaForAnyValidator() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V4)
                .getSchema(YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json"));
        for (var file : shipped().entrySet()) {
            if (file.getKey().endsWith(".camel.yaml")) {
                assertThat(schema.validate(new ObjectMapper(new YAMLFactory()).readTree(file.getValue())))
                        .as(file.getKey())
                        .isEmpty();
            }
        }
    }

    @Test
    void areFoundWantingWhereTheApplicationOffersNothing() {
        Surroundings nothing = new Surroundings(Set.of(), name -> null, Optional.of(Set.of()));

        List<Finding> findings = RouteSetCheck.check(shipped(), nothing);

        assertThat(findings)
                .extracting(Finding::what)
                .contains("unknown bean 'keyCheck'", "there is no cache 'tokens'");
    }

    @Test
    void areCheckedByManyThreadsAtOnce() {
        SortedMap<String, byte[]> contents = shipped();

        List<List<Finding>> answers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> RouteSetCheck.check(contents, surroundings))
                .toList();

        assertThat(answers).hasSize(16).allMatch(List::isEmpty);
    }

    @Test
    void areRefusedWithAPooledExchangeFactory() {
        Surroundings pooled = Application.surroundings(Map.of("camel.main.exchangeFactory", "pooled"));

        List<Finding> findings = RouteSetCheck.check(shipped(), pooled);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.what()).contains("camel.main.exchange-factory=pooled");
        });
    }

    @Test
    void areNotBlamedForWhatAFileThatCannotBeReadMayHold() {
        SortedMap<String, byte[]> contents = new TreeMap<>(shipped());
        contents.put("webchat-token.camel.yaml", "# cut\n- route: {".getBytes(StandardCharsets.UTF_8));

        List<Finding> findings = RouteSetCheck.check(contents, surroundings);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("webchat-token.camel.yaml");
            assertThat(finding.what()).startsWith("is not YAML");
        });
    }

    private static SortedMap<String, byte[]> shipped() {
        try {
            return RouteFiles.read(Path.of("routes")).contents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
