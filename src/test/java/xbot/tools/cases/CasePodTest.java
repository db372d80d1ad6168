package xbot.tools.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Configuration;
import xbot.XbotRoutes;
import xbot.routes.Finding;
import xbot.webhook.KeyServer;

/** What one case leaves behind, the next one does not find. */
class CasePodTest {

    /** Their beans keep nothing of a request, but for caches, which are emptied. */
    private static final Set<String> KEPT =
            Set.of("xbot", "xbot.front", "xbot.routes", "xbot.shared", "xbot.steps", "xbot.trace");

    /** A new package with beans is registered in one of the two. */
    @Test
    void knowsOfEachPackageWhetherItsBeansAreMadeAnew() {
        var packages = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("xbot").stream()
                        .filter(type -> type.isAnnotatedWith(Configuration.class)
                                || type.getName().equals("xbot.XbotRoutes"))
                        .map(type -> type.getPackageName())
                        .collect(Collectors.toSet());

        assertThat(packages)
                .containsAll(KEPT)
                .contains("xbot.webhook")
                .allSatisfy(name -> assertThat(
                                KEPT.contains(name) ^ CasePod.PACKAGES.stream().anyMatch((name + ".")::startsWith))
                        .as(name)
                        .isTrue());
    }

    @Test
    void forgetsTheKeysOfAzureBotServiceAfterEachCase(@TempDir Path directory) throws Exception {
        try (KeyServer keys = new KeyServer()) {
            Path file = Files.writeString(
                    directory.resolve("azbot-push.test.yaml"), """
                    partners:
                      a4b:
                        bot: {app-id: bot-a4b}
                    request:
                      query: param.header.xp-api-key=test-partner-key-a4b
                      headers: {x-api-key: null, xp-api-key: null, Authorization: Bearer %s}
                      bodyText: "{\\"type\\": \\"typing\\", \\"channelId\\": \\"webchat\\", \\"serviceUrl\\": \\"%s\\"}"
                    cases:
                      - {name: first, mocks: &intake {check-azbot-intake: {}, hand-over-activity: {status: 200}}, expect: {status: 200}}
                      - {name: second, mocks: *intake, expect: {status: 200}}
                    """.formatted(token(keys), KeyServer.SERVICE_URL));
            Arguments arguments = Arguments.parse(List.of("routes", "--" + keys.property()), List.of());
            try (RouteCases cases = new RouteCases(XbotRoutes.class, arguments)) {
                List<Finding> findings = new ArrayList<>();
                for (RouteCase each : cases.read(List.of(file), findings)) {
                    int before = keys.fetches.get();

                    assertThat(cases.run(each).isOk()).isTrue();

                    assertThat(keys.fetches.get())
                            .as("both documents, for each case")
                            .isEqualTo(before + 2);
                }
                assertThat(findings).isEmpty();
            }
        }
    }

    private static String token(KeyServer keys) {
        var claims = KeyServer.claims("bot-a4b")
                .expirationTime(Date.from(Instant.parse("2099-01-01T00:00:00Z")))
                .build();
        return KeyServer.sign(claims, keys.key, JWSAlgorithm.RS256, "k1");
    }
}
