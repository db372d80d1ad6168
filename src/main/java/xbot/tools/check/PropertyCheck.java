package xbot.tools.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import xbot.text.Spelling;

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
    public void judge(List<Element> files, Findings findings) {
        Set<String> known = new TreeSet<>();
        Rule.all(files)
                .filter(element -> element.name().equals("parameters") && element.isIn("routeTemplate"))
                .forEach(parameter -> known.add(parameter.textOf("name")));
        each(files, (element, inner) -> {
            if (properties.apply(inner) != null) {
                known.add(inner);
            }
        });
        each(files, (element, inner) -> judge(element, inner, known, findings));
    }

    private static void each(List<Element> files, BiConsumer<Element, String> action) {
        Rule.all(files)
                .filter(element -> !PROSE.contains(element.name()))
                .forEach(element -> Placeholders.PATTERN
                        .matcher(element.text())
                        .results()
                        .forEach(match -> action.accept(element, match.group(1).strip())));
    }

    private void judge(Element element, String inner, Set<String> known, Findings findings) {
        String[] parts = inner.split("[:.]", 2);
        if (inner.startsWith("?")
                || inner.startsWith("!")
                || inner.startsWith(parts[0] + ":") && ELSEWHERE.contains(parts[0])) {
            return;
        }
        if (parts[0].equals("env") && parts.length == 2) {
            String variable = parts[1].split(":", 2)[0];
            if (!parts[1].contains(":") && properties.apply(variable) == null) {
                findings.error(element, "missing environment variable '" + variable + "'");
            }
        } else if (!inner.contains(":") && !known.contains(inner)) {
            findings.error(element, "missing property '" + inner + "'" + advice(inner, known));
        }
    }

    private static String advice(String name, Set<String> known) {
        String near = Spelling.suggestion(name, known);
        return near.isEmpty()
                ? ": give it a value in application.yaml, or a default as in {{" + name + ":value}}"
                : near;
    }
}
