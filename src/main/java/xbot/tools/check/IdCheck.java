package xbot.tools.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ids are the names that tests, logs and metrics use: each names one step. */
final class IdCheck implements Rule {

    @Override
    public void judge(RouteTree tree, Findings findings) {
        Map<String, Element> first = new HashMap<>();
        List<Element> ids = tree.all()
                .filter(element -> element.isConfiguration()
                        || !element.isRoute() && element.route().isPresent() && isNode(element))
                .flatMap(element -> element.child("id").stream())
                .toList();
        for (Element id : ids) {
            Element other = first.putIfAbsent(id.parent().isRoute() + id.text(), id);
            if (other != null && !id.text().isEmpty()) {
                String kind = id.parent().isRoute() ? "route configuration" : "step";
                String where =
                        other.file().equals(id.file()) ? "line " + other.line() : other.file() + ":" + other.line();
                findings.error(id, "the " + kind + " id '" + id.text() + "' is taken, in " + where);
            }
        }
    }

    // an expression may have an id too
    private static boolean isNode(Element element) {
        return element.type().endsWith("Definition") && !element.type().equals("FromDefinition");
    }
}
