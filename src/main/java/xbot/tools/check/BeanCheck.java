package xbot.tools.check;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import xbot.text.Spelling;

/** Beans and classes that a route names: are they there. */
final class BeanCheck implements Rule {

    private static final Set<String> BEAN_OPTIONS = Set.of(
            "ref",
            "executorService",
            "aggregateController",
            "aggregationRepository",
            "aggregationStrategy",
            "comparator",
            "consumerListener",
            "idempotentRepository",
            "logger",
            "onPrepare",
            "predicateExceptionFactory",
            "resumeStrategy",
            "sagaService",
            "schemaResolver",
            "threadOffloadExecutorService",
            "timeoutCheckerExecutorService",
            "timeoutExecutorService",
            "untilCheck");
    private static final Set<String> CLASS_OPTIONS = Set.of(
            "beanType", "exceptionType", "resultType", "unmarshalType", "type", "collectionType", "fromType", "toType");

    private static final Set<String> PROSE = Set.of("description", "note");
    private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{(?:bean|ref):(\\w+)[^\\w:]");

    private final CamelJar camel;
    private final Surroundings surroundings;

    BeanCheck(CamelJar camel, Surroundings surroundings) {
        this.camel = camel;
        this.surroundings = surroundings;
    }

    @Override
    public void judge(List<Element> files, Findings findings) {
        Set<String> beans = new TreeSet<>(surroundings.beans());
        Rule.all(files)
                .filter(element -> element.name().equals("beans")
                        && element.parent().name().equals("beans"))
                .forEach(bean -> beans.add(bean.textOf("name")));
        Rule.all(files)
                .filter(Element::isScalar)
                .filter(element -> element.parent() != null)
                .forEach(element -> judge(element, beans, findings));
    }

    private void judge(Element element, Collection<String> beans, Findings findings) {
        IN_SIMPLE
                .matcher(PROSE.contains(element.name()) ? "" : element.text())
                .results()
                .forEach(match -> mustBeBean(element, match.group(1), beans, findings));
        String text = Placeholders.fill(element.text(), surroundings.properties());
        if (text.isEmpty() || text.contains("{{") || text.contains("${")) {
            return;
        }
        String name = element.name();
        boolean isParameter = element.isIn("parameters");
        if (text.startsWith("#") && (element.parent().name().equals("parameters") || isBeanOption(element))) {
            judgeReference(element, text.substring(1), beans, findings);
        } else if (name.equals("routePolicy") && element.parent().isRoute()) {
            for (String policy : text.split(",")) {
                mustBeBean(element, policy.strip(), beans, findings);
            }
        } else if (isBeanOption(element)) {
            mustBeBean(element, text, beans, findings);
        } else if (name.equals("exception") && element.parent().name().equals("exception")) {
            mustBeClass(element, text, "exception class", findings);
        } else if (!isParameter && CLASS_OPTIONS.contains(name) && text.contains(".") && !text.contains("[")) {
            mustBeClass(element, text.replaceFirst("^#class:", ""), "class", findings);
        }
    }

    private static boolean isBeanOption(Element element) {
        boolean isShort = element.name().equals("bean") && element.isStep()
                || element.name().equals("expression")
                        && element.parent().name().equals("ref");
        boolean isData = element.isIn("parameters") || element.isIn("properties") || element.isIn("constructors");
        return isShort
                || !isData
                        && !element.name().equals("routeTemplateRef")
                        && (BEAN_OPTIONS.contains(element.name())
                                || element.name().endsWith("Ref"));
    }

    private void judgeReference(Element at, String reference, Collection<String> beans, Findings findings) {
        int colon = reference.indexOf(':');
        String kind = colon < 0 ? "bean" : reference.substring(0, colon);
        String name = reference.substring(colon + 1).replaceFirst("[(].*", "");
        if (kind.equals("bean")) {
            mustBeBean(at, name, beans, findings);
        } else if (kind.equals("class") || kind.equals("type")) {
            mustBeClass(at, name.replaceFirst("#.*", ""), "class", findings);
        }
    }

    private static void mustBeBean(Element at, String name, Collection<String> beans, Findings findings) {
        if (!beans.contains(name)) {
            findings.unknown(at, "bean", name, beans);
        }
    }

    private void mustBeClass(Element at, String name, String what, Findings findings) {
        if (!camel.hasClass(name)) {
            String near = name.startsWith("xbot.") ? Spelling.suggestion(name, OwnClasses.names()) : "";
            findings.error(at, "unknown " + what + " '" + name + "'" + near);
        }
    }
}
