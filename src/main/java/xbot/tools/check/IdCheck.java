package xbot.tools.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Ids are the names that tests, logs and metrics use: each names one thing. */
final class IdCheck implements Rule {

    @Override
    public void judge(RouteTree tree, Findings findings) {
        unique(tree.routes().filter(route -> !route.isConfiguration()), "route", findings);
        unique(tree.routes().filter(Element::isConfiguration), "route configuration", findings);
        unique(
                tree.all()
                        .filter(element -> !element.isRoute() && element.route().isPresent() && isNode(element)),
                "step",
                findings);
    }

    // an expression may have an id too
    private static boolean isNode(Element element) {
        return element.type().endsWith("Definition") && !element.type().equals("FromDefinition");
    }

    private static void unique(Stream<Element> elements, String kind, Findings findings) {
        Map<String, Element> first = new HashMap<>();
        List<Element> ids =
                elements.flatMap(element -> element.child("id").stream()).toList();
        for (Element id : ids) {
            Element other = first.putIfAbsent(id.text(), id);
            if (other != null && !id.text().isEmpty()) {
                String where =
                        other.file().equals(id.file()) ? "line " + other.line() : other.file() + ":" + other.line();
                findings.error(id, "the " + kind + " id '" + id.text() + "' is taken, in " + where);
            }
        }
    }
}
