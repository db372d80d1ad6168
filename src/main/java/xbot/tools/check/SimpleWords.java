package xbot.tools.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import xbot.routes.Finding;
import xbot.text.Spelling;

/** Functions of the simple language: Camel takes {@code ${exchangePropert.x}} for the exchange's member Propert. */
final class SimpleWords implements Rule {

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{([A-Za-z][A-Za-z-]*)");
    private static final Set<String> PROSE = Set.of("description", "note");
    private static final Set<String> UNLISTED =
            Set.of("in", "out", "file", "property", "sysenv", "headers", "variables");

    private final Set<String> known = new TreeSet<>(UNLISTED);
    private final Set<String> otherLanguages;

    SimpleWords() {
        CamelCatalog catalog = new DefaultCamelCatalog(true);
        catalog.languageModel("simple")
                .getFunctions()
                .forEach(function -> known.add(function.getName().split("[.(:]", 2)[0]));
        otherLanguages = new TreeSet<>(catalog.findLanguageNames());
        otherLanguages.remove("simple");
    }

    @Override
    public void judge(List<Element> files, Consumer<Finding> findings) {
        Rule.all(files)
                .filter(element -> element.isScalar() && element.step().isPresent())
                .filter(element -> !PROSE.contains(element.name()) && !isOtherLanguage(element))
                .forEach(element -> FUNCTION.matcher(element.text())
                        .results()
                        .map(match -> match.group(1))
                        .filter(word -> !known.contains(word))
                        .filter(word -> Spelling.closest(word, known).isPresent())
                        .limit(1)
                        .forEach(word -> findings.accept(element.error(Spelling.unknown("function", word, known)))));
    }

    private boolean isOtherLanguage(Element element) {
        return otherLanguages.contains(element.name())
                || element.name().equals("expression")
                        && otherLanguages.contains(element.parent().name());
    }
}
