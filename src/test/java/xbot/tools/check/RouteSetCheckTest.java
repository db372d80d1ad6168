package xbot.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xbot.XbotRoutes;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.tools.cases.Arguments;
import xbot.tools.cases.CasePod;

class RouteSetCheckTest {

    private static final String HEAD = "# GET /a\n- routeConfiguration: {id: a-errors, description: Answers nothing}\n";

    private static final String KAMELET = """
            - routeTemplate:
                id: greet
                parameters: [{name: word, defaultValue: hello}]
                from:
                  uri: kamelet:source
                  steps:
                    - setBody: {constant: "{{word}}"}
            """;

    private static CasePod pod;

    private final SortedMap<String, byte[]> contents = new TreeMap<>();

    @BeforeAll
    static void start() {
        pod = new CasePod(XbotRoutes.class, Arguments.parse(List.of("--present=here"), List.of()));
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "7",
                "{}",
                "[]",
                "- 1",
                "- {}",
                "? [a]: b",
                "- ? {a: b}\n  : c",
                "- route:",
                "- route: {from: }",
                "- route: {id: [a], from: {uri: {a: b}, steps: }}",
                "&a [*a]",
                "- route: &a {from: *a}",
                "- beans: x",
                "--- a\n--- b",
                "- !!java.net.URL [x]",
                "- route: {from: {uri: '', steps: [{to: ''}, {to: ':'}]}}",
                "- route: {from: {uri: '://?', steps: [{toD: '${'}, {log: '${'}, {setBody: {simple: }}]}}",
                "- route: {from: {uri: 'direct:{{', steps: [{to: '{{}}'}, {to: 'jcache:?&='}, {to: 'log:%zz'}]}}",
                "- route: {from: {uri: 'direct:a', parameters: [a], steps: [{to: {uri: 'log:a', parameters: {a: {b: c}}}}]}}",
                "- onException: {exception: x, steps: {}}",
                "\u0000",
                "\t",
                "'",
                "- from: {uri: 'timer:a', steps: []}"
            })
    void answersWithFindingsWhateverTheFileHolds(String text) {
        assertThat(check(text)).isNotEmpty().anyMatch(Finding::isError);
    }

    @Test
    void refusesBytesThatAreNotText() {
        contents.put("a.camel.yaml", new byte[] {'#', (byte) 0xff, (byte) 0xfe});

        assertThat(RouteSetCheck.check(new RouteFiles(contents, new TreeSet<>(), ""), pod::judge))
                .extracting(Finding::what)
                .containsExactly("it is not UTF-8");
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(check(route("- setBody: {simple: \"${body}\"}"))).isEmpty();
    }

    @Test
    void takesDefaultsAndOptionalPropertiesForGiven() {
        String steps = "- setBody: {constant: \"{{crm.kind:none}} {{present}} {{env:PATH}}\"}\n"
                + "        - to: {id: tell-log, uri: \"log:a\", parameters: {level: \"{{?crm.level}}\"}}";

        assertThat(check(route(steps))).isEmpty();
    }

    /** A bean of the set itself. */
    public static final class OwnCheck implements Processor {
        @Override
        public void process(Exchange exchange) {}
    }

    @Test
    void takesBeansThatTheSetItselfMakes() {
        String bean = "- beans: [{name: ownCheck, type: \"#class:xbot.tools.check.RouteSetCheckTest$OwnCheck\"}]\n";

        assertThat(check(route("- process: {id: check-it, ref: ownCheck}") + bean))
                .isEmpty();
        assertThat(check(route("- process: {id: check-it, ref: ownCheck}")))
                .extracting(Finding::what)
                .containsExactly("unknown bean 'ownCheck'");
        assertThat(check(route("- process: {id: check-it, ref: clock}")))
                .extracting(Finding::what)
                .singleElement()
                .asString()
                .contains("clock of type: org.apache.camel.Processor");
    }

    @Test
    void takesParametersOfATemplateForProperties() {
        String template = """
                - routeTemplate:
                    id: tap
                    parameters: [{name: target}]
                    from:
                      uri: "timer:tap"
                      steps:
                        - log: {message: "{{target}}"}
                """;

        assertThat(check(route("- stop: {}") + template)).isEmpty();
    }

    @Test
    void takesTheSpellingOfGraphicalEditorsForAnyOther() {
        String byName = """
                - route:
                    id: by-name
                    description: Starts from a name
                    routeConfigurationId: a-errors
                    from: {uri: direct, parameters: {name: crm}, steps: [{stop: {}}]}
                """;

        assertThat(check(route("- to: {id: call-it, uri: direct, parameters: {name: crm}}") + byName))
                .isEmpty();
        assertThat(check(route("- to: {id: call-it, uri: \"direct:crm\"}") + byName))
                .isEmpty();
        assertThat(check(route("- wireTap: {id: call-it, uri: direct, parameters: {name: cmr}}") + byName))
                .extracting(Finding::what)
                .containsExactly("no route starts from direct:cmr, did you mean 'direct:crm'?");
    }

    @Test
    void takesARouteThatATemplateMakes() {
        String template = """
                - templatedRoute:
                    routeTemplateRef: tap
                    routeId: crm-a
                    parameters: [{name: name, value: crm-a}]
                - routeTemplate:
                    id: tap
                    parameters: [{name: name}]
                    route:
                      routeConfigurationId: a-errors
                      from:
                        uri: "direct:{{name}}"
                        steps:
                          - stop: {}
                """;

        assertThat(check(route("- to: {id: call-it, uri: \"direct:crm-a\"}") + template))
                .isEmpty();
        assertThat(check(route("- to: {id: call-it, uri: \"direct:crm-b\"}") + template))
                .extracting(Finding::what)
                .containsExactly("no route starts from direct:crm-b, did you mean 'direct:crm-a'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: {id: greet-it, uri: \"kamelet:greet\"}",
                "- kamelet: {id: greet-it, name: greet}",
                "- kamelet: {id: greet-it, name: greet/once, parameters: {word: hi}}",
                "- kamelet: {id: greet-it, name: greet, steps: [{stop: {}}]}"
            })
    void takesAKameletInEachSpelling(String step) {
        assertThat(check(route(step) + KAMELET)).isEmpty();
    }

    @Test
    void knowsTheParametersOfAKamelet() {
        assertThat(check(route("- kamelet: {id: greet-it, name: greet, parameters: {wort: hi}}") + KAMELET))
                .extracting(Finding::what)
                .containsExactly("unknown option 'wort' of kamelet, did you mean 'word'?");
        assertThat(check(route("- kamelet: {id: greet-it, name: plain}") + """
                - routeTemplate: {id: plain, from: {uri: "kamelet:source", steps: [{stop: {}}]}}
                """)).isEmpty();
    }

    @Test
    void takesAnEntryOfRest() {
        String rest = """
                - rest:
                    path: /shop
                    get:
                      - {id: get-shop, path: "/{name}", to: direct:shop}
                - route:
                    id: shop
                    description: Answers
                    routeConfigurationId: a-errors
                    from: {uri: "direct:shop", steps: [{stop: {}}]}
                """;

        assertThat(check(HEAD + rest)).isEmpty();
        assertThat(check(route("- to: {id: call-it, uri: \"direct:shop\"}") + rest))
                .extracting(Finding::what)
                .containsExactly("no route starts from direct:shop: a rest: entry takes 'shop' in, so nothing else can"
                        + " call it");
        assertThat(check(HEAD + rest.replace("to: direct:shop", "to: direct:shpo")))
                .extracting(Finding::what)
                .containsExactly("no route starts from direct:shpo, did you mean 'direct:shop'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- pollEnrich: {id: take-it, constant: \"file:target?noop=true\", timeout: \"10\"}",
                "- poll: {id: take-it, uri: \"file:target\", parameters: {noop: \"true\"}, timeout: \"10\"}"
            })
    void takesTheOptionsOfWhatAStepReads(String step) {
        assertThat(check(route(step))).isEmpty();
    }

    @Test
    void takesTheSamePathWithAnotherMethod() {
        String second = route("- stop: {}")
                .substring(HEAD.length())
                .replace("id: a", "id: b")
                .replace("GET", "POST");

        assertThat(check(route("- stop: {}") + second)).isEmpty();
        assertThat(check(route("- stop: {}") + second.replace("POST", "get")))
                .extracting(Finding::what)
                .containsExactly("GET /a is served by another route too, in a.camel.yaml:8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body.size()}",
                "${bodyAs(String)}",
                "${header.a}",
                "${headers.a}",
                "${in.header.a}",
                "${variable.a}",
                "${exchangeProperty.a.b}",
                "${exchangeProperty[a]}",
                "${exchangeId}",
                "${date:now:yyyy}",
                "${uuid}",
                "${random(1,5)}",
                "${properties:present}",
                "${env.PATH}",
                "${bean:clock}",
                "${bean:clock.instant}",
                "${ref:clock}",
                "${iif(${body} == null,A,B)}",
                "{{present}} of ${body}",
                "${type:java.lang.Integer.MAX_VALUE}",
                "${exception.message}",
                "${fromRouteId}",
                "${threadName}",
                "${messageTimestamp}",
                "${hash(${body},SHA-256)}"
            })
    void takesWhatTheSimpleLanguageKnows(String expression) {
        assertThat(check(route("- setBody: {simple: \"" + expression + "\"}"))).isEmpty();
    }

    @Test
    void doesNotQuoteASecret() {
        List<Finding> findings = check(route("- setHeader: {name: Authorization, constant: \"Bearer abcdefgh\"}"));

        assertThat(findings).hasSize(1);
        assertThat(findings.toString()).doesNotContain("abcdefgh");
    }

    private static String route(String steps) {
        return HEAD + """
                - route:
                    id: a
                    description: Answers
                    routeConfigurationId: a-errors
                    from:
                      uri: platform-http:/a
                      parameters: {httpMethodRestrict: GET}
                      steps:
                        %s
                """.formatted(steps);
    }

    private List<Finding> check(String text) {
        contents.put("a.camel.yaml", text.getBytes(StandardCharsets.UTF_8));
        return RouteSetCheck.check(new RouteFiles(contents, new TreeSet<>(), ""), pod::judge).stream()
                .filter(finding -> !finding.what().startsWith("the first id of the file"))
                .toList();
    }
}
