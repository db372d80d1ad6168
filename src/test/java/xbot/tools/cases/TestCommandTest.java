package xbot.tools.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xbot.XbotRoutes;
import xbot.tools.Subcommands;

class TestCommandTest {

    private static final String CASES = """
            cases:
              - name: refuses a wrong key
                request: {headers: {x-api-key: wrong}}
                expect: {status: %d}
            """;

    @TempDir
    Path routes;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void copyTheRoutes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                if (!file.toString().endsWith(CaseReader.SUFFIX)) {
                    Files.copy(file, routes.resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    void printsEachCaseAndTheStepsThatNoneExercises() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401));

        int exit = test(routes.toString());

        assertThat(exit).isZero();
        assertThat(printed())
                .contains("  ok      refuses a wrong key (")
                .contains("1 cases, 0 failed")
                .containsPattern("2 of \\d+ steps exercised")
                .contains("  not exercised: webchat-init/limit-rate\n")
                .doesNotContain("webchat-init/check-keys");
    }

    @Test
    void printsExpectedAndReceivedSideBySide() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(403));

        int exit = test(routes.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(printed())
                .contains("  FAILED  refuses a wrong key (")
                .contains("    " + routes + "/webchat-init.test.yaml:4: status")
                .containsPattern("\n      expected +\\| received\n      403 +\\| 401\n")
                .containsPattern("the route met INVALID_KEY: .* in step check-keys .webchat-init.camel.yaml:");
    }

    @Test
    void checksFirstWhereAsked() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401));
        Files.delete(routes.resolve("kustomization.yaml"));

        assertThat(test(routes.toString(), "--check")).isZero();
        assertThat(printed()).contains(routes + ": 0 errors").contains("1 cases, 0 failed");
    }

    @Test
    void runsNoCaseOfRoutesWithErrorsWhereAskedToCheck() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401));
        write("kustomization.yaml", "configMapGenerator: [{name: routes, files: [gone.camel.yaml]}]\n");

        assertThat(test(routes.toString(), "--check")).isEqualTo(1);
        assertThat(printed()).contains("gone.camel.yaml").doesNotContain("refuses a wrong key");
    }

    @Test
    void printsFindingsOfAllFilesAndRunsNothing() throws IOException {
        write("webchat-init.test.yaml", "cases: {}\n");
        write("webchat-token.test.yaml", "case: []\n");

        int exit = test(routes.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(printed())
                .contains("webchat-init.test.yaml:1: cases is not a list")
                .containsPattern("webchat-token.test.yaml:1: unknown member .*of the file, did you mean 'cases'")
                .doesNotContain("exercised");
    }

    @Test
    void saysOfRoutesThatDoNotLoadWhatThePodSays() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401));
        write("user-profile.camel.yaml", "- route:\n    id: user-profile\n    form: {}\n");

        int exit = test(routes.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(printed().lines()).isNotEmpty().allMatch(line -> line.contains(".camel.yaml:"));
    }

    @Test
    void endsWhatIsHandedOnWhereItWouldCallAnotherSystem() throws IOException {
        write("user-profile.camel.yaml", """
                - route:
                    id: user-profile
                    routeConfigurationId: webchat-token-errors
                    from:
                      uri: direct:user-profile
                      steps:
                        - to: {id: send-user-profile, uri: "vertx-http:http://crm.invalid"}
                """);
        write("webchat-init.test.yaml", """
                cases:
                  - name: shares the profile
                    given: {cache: {a4b/XCHATBOT.A4B.WEBCHAT.an: {conversationId: c1, token: t1, expiresIn: 50m}}}
                    expect: {status: 200}
                """);

        int exit = test(routes.toString());

        assertThat(exit).isZero();
        assertThat(printed()).contains("1 cases, 0 failed");
    }

    @Test
    void saysWhichMemberOfTheBodyIsNotWhatTheSchemaAsksFor() throws IOException {
        write("webchat-init.test.yaml", """
                cases:
                  - name: takes a user without an id
                    request: {body: {userInfo: {name: An}}}
                    expect: {status: 200}
                """);

        int exit = test(routes.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(printed()).contains("the route met INVALID_REQUEST", "\n      /userInfo/id is required\n");
    }

    @Test
    void takesFromTheFileWhatACaseDoesNotSay() throws IOException {
        write("webchat-init.test.yaml", """
                partners: {a4b: , shop: }
                given:
                  partner: shop
                  cache: {shop/XCHATBOT.SHOP.WEBCHAT.binh: {conversationId: c1, token: t1, expiresIn: 50m}}
                request:
                  headers: {X-Request-Id: r-1}
                  body: {userInfo: {id: binh}}
                cases:
                  - name: takes all of it
                    expect: {status: 200, headers: {X-Request-Id: r-1}, json: {/data/token: t1}}
                  - name: says the body otherwise
                    request: {bodyText: "{"}
                    expect: {status: 400, headers: {X-Request-Id: r-1}}
                  - name: takes one header away
                    request: {headers: {x-request-id: null}}
                    expect: {status: 200, headers: {X-Request-Id: test-request}}
                  - name: says the partner otherwise
                    given: {partner: a4b}
                    mocks: {call-generate: {status: 401}}
                    expect: {status: 502}
                """);

        int exit = test(routes.toString());

        assertThat(exit).as(printed()).isZero();
        assertThat(printed()).contains("4 cases, 0 failed");
    }

    @Test
    void runsOneFileAlone() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401));
        write("webchat-token.test.yaml", "this file is never read\n");

        assertThat(test(routes.toString(), "--only", "webchat-init.test.yaml")).isZero();
        assertThat(test(routes.toString(), "--only=" + routes + "/webchat-init.test.yaml"))
                .isZero();

        assertThat(printed()).contains("1 cases, 0 failed").doesNotContain("exercised");
    }

    @Test
    void runsTheCasesOfAName() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401) + """
                  - name: would fail
                    expect: {status: 500}
                """);

        assertThat(test(routes.toString(), "--only", "a wrong key")).isZero();
        assertThat(test(routes.toString(), "--only", "nothing like it")).isEqualTo(1);

        assertThat(printed())
                .contains("1 cases, 0 failed")
                .contains("no case and no *.test.yaml file has the name 'nothing like it'");
    }

    @Test
    void asksNoRedisThatTheEnvironmentNames() throws IOException {
        write("webchat-init.test.yaml", CASES.formatted(401));

        int exit = test(routes.toString(), "--xbot.cache.redis.address=no address at all");

        assertThat(exit).as(printed()).isZero();
    }

    @Test
    void failsWhereThereIsNoCase() {
        int exit = test(routes.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(printed()).contains("there is no *.test.yaml file");
    }

    @Test
    void failsWhereThereIsNoDirectory() {
        int exit = test(routes.resolve("none").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(printed()).contains("cannot be read; start the pod in the directory that has it");
    }

    @Test
    void explainsItsUse() {
        assertThat(test("--all")).isEqualTo(2);
        assertThat(test("one", "two")).isEqualTo(2);
        assertThat(printed())
                .contains(
                        "unknown option '--all'\nusage: test [DIR]", "one directory at a time: 'one' or 'two'\nusage:");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(routes.resolve(name), text);
    }

    private int test(String... arguments) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] all = Stream.concat(Stream.of("test"), Stream.of(arguments)).toArray(String[]::new);
        return Subcommands.run(XbotRoutes.class, all, out, out);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
