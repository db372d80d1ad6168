package xbot.tools.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xbot.routes.FileRules;
import xbot.routes.Finding;
import xbot.routes.RouteFiles;
import xbot.text.YamlValue;

/** What a route that can be loaded still needs: its place in the pod, in the API's document, and a check of keys. */
final class SetParts {

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final String DOCUMENT = "openapi.yaml";
    private static final Set<String> KEY_CHECKS = Set.of("keyCheck", "partnerKeyCheck");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /**
     * @param methods none where all are served
     * @param steps what has the steps
     */
    private record Entry(Element uri, String path, Set<String> methods, Element steps) {

        boolean takes(String method) {
            return methods.isEmpty() || methods.contains(method);
        }
    }

    private SetParts() {}

    /** @param findings with what the set has so far; files with an error get no more */
    static void judge(Path directory, RouteFiles set, Set<Finding> findings) throws IOException {
        Set<String> faulty =
                findings.stream().filter(Finding::isError).map(Finding::file).collect(Collectors.toSet());
        Path kustomization = directory.resolve(KUSTOMIZATION);
        if (Files.exists(kustomization)) {
            FileRules.read(KUSTOMIZATION, Files.readAllBytes(kustomization), findings::add)
                    .ifPresent(
                            root -> checkListed(directory, root, set.contents().keySet(), findings::add));
        }
        List<Element> files = set.contents().entrySet().stream()
                .filter(file -> RouteFiles.isRoutes(file.getKey()) && !faulty.contains(file.getKey()))
                .flatMap(file -> FileRules.read(file.getKey(), file.getValue(), fault -> {})
                        .map(root -> Element.of(file.getKey(), "", root, null))
                        .stream())
                .toList();
        List<Element> routes = files.stream()
                .flatMap(Element::all)
                .filter(element -> element.isRoute() && !element.isConfiguration())
                .toList();
        Stream<Entry> ofRest = files.stream()
                .flatMap(file -> file.children().stream())
                .flatMap(item -> item.child("rest").stream())
                .flatMap(rest -> entries(rest, routes));
        List<Entry> entries = Stream.concat(routes.stream().flatMap(route -> entry(route).stream()), ofRest)
                .toList();
        entries.forEach(entry -> checkKeys(entry, findings::add));
        byte[] document = set.contents().get(DOCUMENT);
        if (document != null && faulty.isEmpty()) {
            FileRules.read(DOCUMENT, document, fault -> {}).ifPresent(root -> {
                checkDocument(root, entries, findings::add);
                ApiExamples.judge(DOCUMENT, root, set.contents(), findings::add);
            });
        }
    }

    private static void checkListed(Path directory, YamlValue root, Set<String> files, Consumer<Finding> findings) {
        Set<String> listed = new HashSet<>();
        root.items("configMapGenerator")
                .flatMap(generator -> generator.items("files"))
                .forEach(item -> {
                    // NAME=PATH, or a path alone
                    String path = String.valueOf(item.text()).replaceFirst("^[^=]*=", "");
                    listed.add(item.text().replaceFirst("=.*", "").replaceFirst(".*/", ""));
                    if (!Files.exists(directory.resolve(path))) {
                        findings.accept(Finding.error(
                                KUSTOMIZATION,
                                item.line(),
                                "there is no file " + path + ", so kustomize builds nothing"));
                    }
                });
        files.stream()
                .filter(file -> !listed.isEmpty() && !listed.contains(file))
                .forEach(file -> findings.accept(
                        Finding.warning(file, 1, "it is not in " + KUSTOMIZATION + ", so no pod gets it")));
    }

    /** Those of a rest: entry, whose steps are those of the route that it names. */
    private static Stream<Entry> entries(Element rest, List<Element> routes) {
        return rest.all()
                .filter(verb -> verb.isMap() && METHODS.contains(verb.name()))
                .map(verb -> {
                    Element to = verb.child("to").orElse(verb);
                    String called = to.isScalar() ? to.text() : to.textOf("uri");
                    Element steps = routes.stream()
                            .filter(route -> route.all()
                                    .anyMatch(uri -> uri.name().equals("uri")
                                            && uri.parent().name().equals("from")
                                            && uri.text().equals(called)))
                            .findFirst()
                            .orElse(verb);
                    String path = ("/" + rest.textOf("path") + "/" + verb.textOf("path")).replaceAll("/+", "/");
                    return new Entry(to, path.replaceFirst("(?<=.)/$", ""), Set.of(verb.name()), steps);
                });
    }

    private static Optional<Entry> entry(Element route) {
        Element from = route.name().equals("from") ? route : route.child("from").orElse(route);
        Element uri = from.child("uri").orElse(from);
        Optional<Element> parameters = from.child("parameters");
        String named = uri.text().equals("platform-http")
                ? "platform-http:"
                        + parameters.map(options -> options.textOf("path")).orElse("")
                : uri.text();
        if (!named.startsWith("platform-http:")) {
            return Optional.empty();
        }
        String restrict =
                parameters.map(options -> options.textOf("httpMethodRestrict")).orElse("");
        Set<String> methods = Arrays.stream(restrict.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                .filter(METHODS::contains)
                .collect(Collectors.toSet());
        String path = named.replaceFirst("platform-http:/*", "/").replaceFirst("\\?.*", "");
        return Optional.of(new Entry(uri, path, methods, route));
    }

    private static void checkKeys(Entry entry, Consumer<Finding> findings) {
        Element route = entry.steps();
        boolean isChecked = route.all().anyMatch(step -> step.name().equals("ref") && KEY_CHECKS.contains(step.text()));
        if (!isChecked && !route.textOf("note").startsWith("Open:")) {
            findings.accept(entry.uri()
                    .warn("no step checks a key (keyCheck or partnerKeyCheck), so it serves everybody: add one, or"
                            + " say why not in the route's note: \"Open: …\""));
        }
    }

    private static void checkDocument(YamlValue root, List<Entry> entries, Consumer<Finding> findings) {
        YamlValue paths = root.has("paths") ? root.get("paths") : root;
        // what a property fills in may be any path
        boolean areKnown = entries.stream().noneMatch(entry -> entry.path().contains("{{"));
        paths.members()
                .forEach((path, item) -> item.members().forEach((method, operation) -> {
                    boolean isServed = entries.stream()
                            .anyMatch(entry -> plain(entry.path()).equals(plain(path)) && entry.takes(method));
                    if (METHODS.contains(method) && areKnown && !isServed) {
                        findings.accept(
                                Finding.warning(DOCUMENT, operation.line(), "no route serves " + spelt(method, path)));
                    }
                }));
        Set<String> described = paths.members().entrySet().stream()
                .flatMap(path -> path.getValue().members().keySet().stream()
                        .flatMap(method -> Stream.of(plain(path.getKey()), method + " " + plain(path.getKey()))))
                .collect(Collectors.toSet());
        entries.stream().filter(entry -> !entry.path().contains("{{")).forEach(entry -> {
            Set<String> methods = entry.methods().isEmpty() ? Set.of("") : entry.methods();
            methods.stream()
                    .filter(method -> !described.contains((method + " " + plain(entry.path())).strip()))
                    .forEach(method -> findings.accept(entry.uri()
                            .warn(spelt(method, entry.path()) + " is not in " + DOCUMENT
                                    + ", so callers do not know it")));
        });
    }

    private static String plain(String path) {
        return path.replaceAll("\\{[^}]*}", "{}").replaceFirst("(?<=.)/$", "");
    }

    private static String spelt(String method, String path) {
        return (method.toUpperCase(Locale.ROOT) + " " + path).strip();
    }
}
