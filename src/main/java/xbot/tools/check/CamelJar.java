package xbot.tools.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.LanguageValidationResult;
import org.apache.camel.tooling.model.ComponentModel;

/** What Camel's catalog and the class path know. For one check: it remembers what it read. */
final class CamelJar {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    private static final Map<String, String> LANGUAGES =
            Map.of("method", "bean", "xtokenize", "xtokenize", "java", "java");
    private static final Set<String> UNLISTED_FUNCTIONS =
            Set.of("in", "out", "file", "property", "sysenv", "headers", "variables");
    private static final Set<String> DATA_FORMAT_LIBRARIES = Set.of("json", "avro", "protobuf", "yaml");

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);
    private final Map<String, Optional<ComponentModel>> models = new HashMap<>();
    private Set<String> simpleFunctions;
    private Set<String> languageKeys;
    private final ClassLoader classes = CamelJar.class.getClassLoader();

    private ComponentModel model(String scheme) {
        return models.computeIfAbsent(scheme, name -> Optional.ofNullable(catalog.componentModel(name)))
                .orElse(null);
    }

    boolean hasComponent(String scheme) {
        return has("component", scheme);
    }

    /** What YAML calls the languages, in the jar or not. */
    Set<String> languageKeys() {
        if (languageKeys == null) {
            languageKeys = new TreeSet<>(catalog.findLanguageNames());
            languageKeys.addAll(LANGUAGES.keySet());
            languageKeys.add("language");
        }
        return languageKeys;
    }

    boolean hasLanguage(String language) {
        return has("language", LANGUAGES.getOrDefault(language, language));
    }

    private boolean has(String kind, String name) {
        return classes.getResource(SERVICES + kind + "/" + name) != null;
    }

    Set<String> components() {
        return catalog.findComponentNames().stream().filter(this::hasComponent).collect(Collectors.toSet());
    }

    Set<String> languages() {
        return catalog.findLanguageNames().stream().filter(this::hasLanguage).collect(Collectors.toSet());
    }

    /** The artifact that would bring a component, or empty. */
    String artifactOf(String scheme) {
        ComponentModel model = model(scheme);
        return model == null ? "" : model.getArtifactId();
    }

    /** Whether the options of a component are known, and are no free form. */
    boolean knowsOptions(String scheme) {
        return !scheme.equals("dataformat") && !scheme.equals("stub") && model(scheme) != null;
    }

    /** The options without which there is no uri. */
    List<String> requiredInPath(String scheme) {
        return model(scheme).getEndpointOptions().stream()
                .filter(option -> option.isRequired() && option.getKind().equals("path"))
                .map(ComponentModel.EndpointOptionModel::getName)
                .toList();
    }

    boolean isLenient(String scheme) {
        return model(scheme).isLenientProperties();
    }

    Set<String> optionsOf(String scheme) {
        return model(scheme).getEndpointOptions().stream()
                .map(ComponentModel.EndpointOptionModel::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The words that a function of the simple language begins with, {@code body} or {@code header}. */
    Set<String> simpleFunctions() {
        if (simpleFunctions == null) {
            simpleFunctions = new TreeSet<>(UNLISTED_FUNCTIONS);
            catalog.languageModel("simple")
                    .getFunctions()
                    .forEach(function -> simpleFunctions.add(function.getName().split("[.(:]", 2)[0]));
        }
        return simpleFunctions;
    }

    boolean isSecret(String scheme, String option) {
        ComponentModel model = model(scheme);
        return model != null
                && model.getEndpointOptions().stream()
                        .anyMatch(known -> known.isSecret() && known.getName().equals(option));
    }

    /** Also what a lenient component would hand on as if it were the caller's. */
    EndpointValidationResult validate(String uri, boolean consumer) {
        return catalog.validateEndpointProperties(uri, true, consumer, !consumer);
    }

    LanguageValidationResult validate(String language, String text, boolean predicate) {
        return predicate
                ? catalog.validateLanguagePredicate(classes, language, text)
                : catalog.validateLanguageExpression(classes, language, text);
    }

    boolean hasClass(String name) {
        try {
            Class.forName(name, false, classes);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The data format that a name of Camel's YAML stands for, such as {@code jackson} for {@code json}. */
    boolean hasDataFormat(String name, String library) {
        List<String> candidates = DATA_FORMAT_LIBRARIES.contains(name)
                ? List.of(library.isEmpty() ? "jackson" : library.toLowerCase(Locale.ROOT), name)
                : List.of(name);
        return candidates.stream().anyMatch(candidate -> has("dataformat", candidate));
    }
}
