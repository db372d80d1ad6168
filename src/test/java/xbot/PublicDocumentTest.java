package xbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** README.md, PUBLIC.md and docs/configuration.md say what is there: properties, steps, metrics and commands. */
class PublicDocumentTest {

    private static final Path PUBLIC = Path.of("PUBLIC.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*?)\\|");
    private static final Pattern STEP = Pattern.compile("\\bid: ([a-z-]+)");
    private static final Pattern METER =
            Pattern.compile("(?:Timer|Counter|Gauge|MultiGauge|TimeGauge)\\s*\\.builder\\(\\s*\"([a-z.]+)\"");

    @Test
    void listsEachPropertyWithItsDefaultInAlphabeticalOrder() throws ClassNotFoundException {
        Map<String, String> properties = new TreeMap<>();
        for (Class<?> type : propertyRecords()) {
            collect(
                    AnnotationUtils.getAnnotation(type, ConfigurationProperties.class)
                            .prefix(),
                    type,
                    properties);
        }

        Map<String, String> documented = rows(read(Path.of("docs/configuration.md")), "xbot.");

        assertThat(documented).containsExactlyEntriesOf(properties);
        assertThat(rows(read(Path.of("README.md")), "xbot."))
                .hasSizeGreaterThan(4)
                .allSatisfy((name, value) -> assertThat(properties).containsEntry(name, value));
    }

    @Test
    void promisesStepsThatTheRoutesHave() {
        Set<String> steps = sources(Path.of("routes"), ".camel.yaml")
                .flatMap(file -> STEP.matcher(file).results())
                .map(step -> step.group(1))
                .collect(Collectors.toSet());
        String section = read(PUBLIC).split("## Route files")[1].split("\n## ")[0];

        assertThat(steps).containsAll(rows(section, "").keySet());
        assertThat(rows(section, "")).hasSizeGreaterThan(8);
    }

    @Test
    void listsEachMetric() {
        Set<String> meters = sources(Path.of("src/main/java"), ".java")
                .flatMap(file -> METER.matcher(file).results())
                .map(meter -> meter.group(1).replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> documented = rows(read(PUBLIC), "xbot_").keySet().stream()
                .map(name -> name.replaceAll("_(total|seconds)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(meters);
    }

    @Test
    void showsTheHeadOfTheRouteItself() {
        String shown = read(Path.of("README.md")).split("```yaml\n")[1].split("```")[0];

        assertThat(read(Path.of("routes/webchat-init.camel.yaml"))).startsWith(shown);
        assertThat(shown.lines().count()).isGreaterThan(10);
    }

    @Test
    void keepsTheReadmeShort() {
        assertThat(read(Path.of("README.md")).lines().count()).isLessThanOrEqualTo(120);
    }

    private static List<Class<?>> propertyRecords() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> records = new ArrayList<>();
        for (BeanDefinition found : scanner.findCandidateComponents("xbot")) {
            records.add(Class.forName(found.getBeanClassName()));
        }
        return records;
    }

    private static void collect(String prefix, Class<?> type, Map<String, String> found) {
        for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
            String name = prefix + "."
                    + parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (parameter.getType().isRecord()) {
                collect(name, parameter.getType(), found);
            } else {
                found.put(name, defaultOf(parameter));
            }
        }
    }

    private static String defaultOf(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        return value == null ? "" : Arrays.stream(value.value()).collect(Collectors.joining(","));
    }

    /** The first two columns of the rows whose first one begins so, in the document's order. */
    private static Map<String, String> rows(String document, String prefix) {
        return ROW.matcher(document)
                .results()
                .filter(row -> row.group(1).startsWith(prefix))
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row.group(2).strip().replaceAll("^required$|`", ""),
                        (one, other) -> one + " and " + other,
                        LinkedHashMap::new));
    }

    private static Stream<String> sources(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            return found.stream().map(PublicDocumentTest::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
