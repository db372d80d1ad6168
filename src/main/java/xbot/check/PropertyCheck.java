package xbot.check;

import java.util.Set;
import java.util.function.UnaryOperator;

/** The {@code {{property}}} of routes: has each a value or a default. */
final class PropertyCheck implements Rule {

    private static final Set<String> PROSE = Set.of("description", "note");
    /** Functions of Camel's that look elsewhere. */
    private static final Set<String> ELSEWHERE = Set.of("sys", "service", "bean", "secret", "configmap");

    private final UnaryOperator<String> properties;

    PropertyCheck(UnaryOperator<String> properties) {
        this.properties = properties;
    }

    @Override
    public void judge(RouteTree tree, Findings findings) {
        tree.all()
                .filter(element -> !PROSE.contains(element.name()))
                .forEach(element -> Placeholders.PATTERN
                        .matcher(element.text())
                        .results()
                        .forEach(match -> judge(element, match.group(1).strip(), findings)));
    }

    private void judge(Element element, String inner, Findings findings) {
        if (inner.startsWith("?") || inner.startsWith("!")) {
            return;
        }
        String[] parts = inner.split("[:.]", 2);
        if (ELSEWHERE.contains(parts[0]) && inner.startsWith(parts[0] + ":")) {
            return;
        }
        if (parts[0].equals("env") && parts.length == 2) {
            String variable = parts[1].split(":", 2)[0];
            if (!parts[1].contains(":") && properties.apply(variable) == null) {
                findings.error(element, "missing environment variable '" + variable + "'");
            }
            return;
        }
        if (!inner.contains(":") && properties.apply(inner) == null) {
            findings.error(
                    element,
                    "missing property '" + inner + "': give it a value in application.yaml, or a default as in {{"
                            + inner + ":value}}");
        }
    }
}
