package xbot.tools.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import xbot.routes.Finding;

/** House rules for routes: named, described in a sentence, told what to do with errors. */
final class RouteStyle implements Rule {

    private static final Pattern SENTENCES = Pattern.compile("[.!?]\\s+\\p{Lu}");

    @Override
    public void judge(List<Element> files, Consumer<Finding> findings) {
        files.forEach(file -> {
            List<Element> routes = file.all().filter(Element::isRoute).toList();
            routes.forEach(route -> judge(route, findings));
            routes.stream().findFirst().ifPresent(first -> checkName(first, findings));
        });
        Rule.all(files)
                .filter(element ->
                        element.name().equals("description") && element.route().isPresent())
                .forEach(description -> checkSentence(description, findings));
    }

    private static void judge(Element route, Consumer<Finding> findings) {
        String kind = route.isConfiguration() ? "route configuration" : "route";
        if (route.textOf("id").isEmpty()) {
            findings.accept(route.warn("the " + kind + " has no id"));
        }
        if (route.textOf("description").isEmpty()) {
            findings.accept(route.warn("the " + kind + " has no description"));
        }
        Element from = route.child("from").orElse(route);
        boolean isDirect = (from.text() + from.textOf("uri") + ":").startsWith("direct:");
        if (!route.isConfiguration()
                && !isDirect
                && route.textOf("routeConfigurationId").isEmpty()) {
            findings.accept(route.warn("the route has no routeConfigurationId"));
        }
    }

    private static void checkName(Element first, Consumer<Finding> findings) {
        String expected = first.file().replaceFirst("\\.camel\\.yaml$", "");
        String id = first.textOf("id");
        if (!id.isEmpty() && !id.equals(expected)) {
            findings.accept(first.child("id")
                    .orElse(first)
                    .warn("the first id of the file is '" + id + "': call it '" + expected + "', or the file " + id
                            + ".camel.yaml"));
        }
    }

    private static void checkSentence(Element description, Consumer<Finding> findings) {
        String text = description.text().strip();
        if (SENTENCES.matcher(text).find()) {
            findings.accept(description.warn("the description is more than one sentence: a reason belongs in note"));
        } else if (text.endsWith(".")) {
            findings.accept(description.warn("the description ends in a full stop"));
        }
    }
}
