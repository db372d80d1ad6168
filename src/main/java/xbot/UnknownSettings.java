package xbot;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import xbot.text.Spelling;

/**
 * Stops the start over a setting under {@code xbot.} that nothing reads, wherever it comes from: Spring itself looks past
 * those of the environment and of the system properties, so that a misspelt one would be a missing one.
 *
 * <p>A variable {@code XBOT_…} is taken for a setting if its second word is a section of them, or if it is nearly the
 * name of one. All others are somebody else's, and so are those by which Kubernetes tells of a service.
 */
record UnknownSettings(ConfigurableEnvironment environment) implements BeanFactoryPostProcessor {

    static final String MESSAGE = "unknown configuration: ";

    private static final String PREFIX = "xbot";
    private static final Pattern INDEX = Pattern.compile("(\\[\\d+]|_\\d+_?)$");
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /** @throws IllegalStateException with a message that begins with {@link #MESSAGE}, if there is such a setting */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Set<String> known = new TreeSet<>();
        for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            String prefix = beans.findAnnotationOnBean(bean, ConfigurationProperties.class)
                    .prefix();
            if (prefix.equals(PREFIX) || prefix.startsWith(PREFIX + ".")) {
                collect(prefix, beans.getType(bean), known);
            }
        }
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof SystemEnvironmentPropertySource variables) {
                checkVariables(List.of(variables.getPropertyNames()), known);
            } else if (source instanceof EnumerablePropertySource<?> properties) {
                checkProperties(properties, known);
            }
        }
    }

    private static void collect(String prefix, Class<?> type, Set<String> known) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                collect(key, component.getType(), known);
            } else {
                known.add(key);
            }
        }
    }

    private static void checkProperties(EnumerablePropertySource<?> source, Set<String> known) {
        Set<String> plain = new TreeSet<>();
        known.forEach(key -> plain.add(plain(key)));
        for (String name : source.getPropertyNames()) {
            String key = INDEX.matcher(name).replaceFirst("");
            if (key.toLowerCase(Locale.ROOT).startsWith(PREFIX + ".") && !plain.contains(plain(key))) {
                throw unknown(name + " (" + source.getName() + ")", Spelling.closest(key, known));
            }
        }
    }

    /** As Spring compares keys: dashes and case do not count. */
    private static String plain(String key) {
        return key.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    private static void checkVariables(Collection<String> names, Set<String> known) {
        Map<String, String> variables = new TreeMap<>();
        Set<String> sections = new TreeSet<>();
        for (String key : known) {
            // the second spelling is Spring's older one
            Stream.of(key.replace("-", ""), key.replace('-', '_'))
                    .map(spelling -> spelling.replace('.', '_').toUpperCase(Locale.ROOT))
                    .forEach(variable -> variables.putIfAbsent(variable, key));
            if (key.indexOf('.') < key.lastIndexOf('.')) {
                sections.add(key.substring(0, key.indexOf('.', PREFIX.length() + 1) + 1)
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT));
            }
        }
        for (String given : names) {
            String name = INDEX.matcher(given.toUpperCase(Locale.ROOT)).replaceFirst("");
            boolean ours = sections.stream().anyMatch(name::startsWith)
                    || name.startsWith("XBOT_") && isNearly(name, Spelling.closest(name, variables.keySet()));
            if (ours
                    && !variables.containsKey(name)
                    && !SERVICE_LINK.matcher(name).matches()) {
                throw unknown(given + " (an environment variable)", Spelling.closest(name, variables.keySet()));
            }
        }
    }

    /** The beginning of a name, as in XBOT_TOKEN, is not nearly it. */
    private static boolean isNearly(String name, Optional<String> known) {
        return known.isPresent() && Math.abs(known.get().length() - name.length()) <= 3;
    }

    private static IllegalStateException unknown(String name, Optional<String> meant) {
        String hint = meant.map(known -> "did you mean " + known + "?").orElse("docs/configuration.md has every key");
        return new IllegalStateException(MESSAGE + name + "; " + hint);
    }
}
