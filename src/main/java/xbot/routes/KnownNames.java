package xbot.routes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.Kind;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import xbot.text.Spelling;

/** What a route may name, for suggestions. */
record KnownNames(ApplicationContext spring) {

    List<String> beans() {
        return List.of(spring.getBeanDefinitionNames());
    }

    List<String> properties() {
        return ((ConfigurableEnvironment) spring.getEnvironment())
                .getPropertySources().stream()
                        .filter(EnumerablePropertySource.class::isInstance)
                        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                        .toList();
    }

    String noComponent(String scheme) {
        return "the jar has no component '" + scheme + "'"
                + MissingJars.advice(Kind.component, scheme)
                        .orElseGet(() -> Spelling.suggestion(
                                scheme,
                                files("META-INF/services/org/apache/camel/component/*")
                                        .toList()));
    }

    /** Those of the package of a class that is not there. */
    List<String> classesBeside(String name) {
        String owner = name.substring(0, name.lastIndexOf('.') + 1);
        return files(owner.replace('.', '/') + "*.class")
                .map(file -> owner + file.substring(0, file.indexOf('.')))
                .toList();
    }

    private static Stream<String> files(String pattern) {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern))
                    .map(resource -> String.valueOf(resource.getFilename()));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
