package xbot.routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.tooling.model.ArtifactModel;
import org.apache.camel.tooling.model.Kind;

/** What is not in the jar, and how it gets there. */
final class MissingJars {

    private static final Map<Kind, Pattern> MESSAGES = Map.of(
            Kind.component, Pattern.compile("No endpoint could be found for: ([\\w+.-]+)"),
            Kind.dataformat, Pattern.compile("Data format '([\\w-]+)' could not be created"),
            Kind.language, Pattern.compile("No language could be found for: ([\\w-]+)"));
    private static final Pattern TEMPLATE = Pattern.compile("Cannot find RouteTemplate with id (\\S+)");

    private static final Pattern STEP = Pattern.compile("Cannot find (camel-[\\w-]+).* on the classpath");

    private static final String OF_YOUR_OWN =
            ": correct its name, or put the jar that has it into lib and start with -Dloader.path=lib, see docs/routes.md";

    private MissingJars() {}

    /** In our words, where it is Camel's message of something that is not there. */
    static Optional<String> explain(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher template = TEMPLATE.matcher(message);
        if (template.find()) {
            return Optional.of("there is no route template '" + template.group(1)
                    + "': correct its name, or put a routeTemplate with that id into a route file");
        }
        Matcher step = STEP.matcher(message);
        if (step.find()) {
            return Optional.of("the jar has no " + step.group(1) + ", which the step needs" + copy(step.group(1)));
        } else if (failure instanceof ClassNotFoundException && message.matches("[\\w.$]+")) {
            return Optional.of("unknown class '" + message + "'" + OF_YOUR_OWN);
        }
        return MESSAGES.entrySet().stream()
                .flatMap(kind -> kind.getValue().matcher(message).results().map(found -> {
                    String what = kind.getKey() == Kind.dataformat
                            ? "data format"
                            : kind.getKey().name();
                    return "the jar has no " + what + " '" + found.group(1) + "'"
                            + advice(kind.getKey(), found.group(1)).orElse(OF_YOUR_OWN);
                }))
                .findFirst();
    }

    /** Calls of kamelets whose template is nowhere, at which Camel would stop without saying where they are. */
    static List<Finding> kamelets(RouteModel model) {
        CamelContext camel = model.camel();
        boolean isElsewhere = camel.getPropertiesComponent()
                .resolveProperty("camel.component.kamelet.location")
                .isPresent();
        return model.written().stream()
                .flatMap(route -> Stream.concat(Stream.of(RouteCall.startOf(route, model)), RouteCall.in(route, model)))
                .filter(call -> call.scheme().equals("kamelet") && call.isKnown() && call.hasComponent())
                .filter(call -> !isElsewhere && call.option("location").isEmpty())
                .flatMap(call -> {
                    String name = call.path().split("/", 2)[0];
                    boolean isThere = name.matches("source|sink")
                            || model.camel().getRouteTemplateDefinition(name) != null
                            || PluginHelper.getResourceLoader(camel)
                                    .resolveResource("classpath:kamelets/" + name + ".kamelet.yaml")
                                    .exists();
                    return isThere
                            ? Stream.empty()
                            : Stream.of(call.error(
                                    "uri",
                                    "there is no kamelet '" + name
                                            + "': correct its name, put a routeTemplate with that id into a route file, or"
                                            + " kamelets/" + name + ".kamelet.yaml into a jar on -Dloader.path"));
                })
                .toList();
    }

    /** Routes that start from a component that is not there, at which Camel would stop without saying which line. */
    static List<Finding> starts(RouteModel model, KnownNames names) {
        return model.running().stream()
                .map(route -> RouteCall.startOf(route, model))
                .filter(start -> start.isKnown() && start.uri().contains(":") && !start.hasComponent())
                .map(start -> start.error("uri", names.noComponent(start.scheme())))
                .toList();
    }

    /** Empty where Camel has none of that name. */
    static Optional<String> advice(Kind kind, String name) {
        CamelCatalog catalog = new DefaultCamelCatalog();
        return catalog.findNames(kind).contains(name)
                ? Optional.of(copy(((ArtifactModel<?>) catalog.model(kind, name)).getArtifactId()))
                : Optional.empty();
    }

    private static String copy(String artifact) {
        return ": copy it with `./mvnw -q dependency:copy-dependencies -Dextra=" + artifact
                + " -DincludeScope=provided -DoutputDirectory=lib`, and start with -Dloader.path=lib, see docs/routes.md";
    }
}
