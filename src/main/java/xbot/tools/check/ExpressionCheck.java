package xbot.tools.check;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.catalog.LanguageValidationResult;
import xbot.text.Spelling;

/** Expressions: is there such a language, and can it read this one. */
final class ExpressionCheck implements Rule {

    private static final Set<String> PREDICATES = Set.of(
            "filter",
            "when",
            "onWhen",
            "validate",
            "handled",
            "continued",
            "retryWhile",
            "completionPredicate",
            "completion-predicate");
    /** What describes a data format's step, and is none. */
    private static final Set<String> NO_FORMATS =
            Set.of("id", "description", "note", "disabled", "custom", "variableSend", "variableReceive");
    /** Keys that are languages in some places only. */
    private static final Set<String> NO_LANGUAGES = Set.of("bean", "file");

    /** What a step holds that is an expression without saying so, as {@code step.option}. */
    private static final Set<String> HIDDEN = Set.of("log.message", "toD.uri", "wireTap.uri", "throwException.message");

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{([A-Za-z][A-Za-z-]*)");

    /** The catalog looks for the bean, in a registry that is empty. */
    private static final Pattern BEAN = Pattern.compile("\\$\\{(?:bean|ref):[^{}]*}");

    private final CamelJar camel;

    ExpressionCheck(CamelJar camel) {
        this.camel = camel;
    }

    @Override
    public void judge(List<Element> files, Findings findings) {
        Rule.all(files).filter(element -> element.parent() != null).forEach(element -> {
            if (isLanguage(element)) {
                judge(element, findings);
            } else if (isDataFormat(element)) {
                if (!camel.hasDataFormat(element.name(), element.textOf("library"))) {
                    findings.error(element, "the jar has no data format '" + element.name() + "'");
                }
            } else if (isHidden(element) && element.text().contains("${")) {
                parse(element, "simple", element.text(), false, findings);
            }
        });
    }

    private boolean isLanguage(Element element) {
        return camel.languageKeys().contains(element.name())
                && !NO_LANGUAGES.contains(element.name())
                && !element.isIn("parameters")
                && (element.parent().isStep()
                        || element.isIn("steps")
                        || element.isIn("onException")
                        || element.isIn("routeConfiguration"))
                && !element.isStep();
    }

    private static boolean isDataFormat(Element element) {
        String owner = element.parent().name();
        return (owner.equals("marshal") || owner.equals("unmarshal")) && !NO_FORMATS.contains(element.name());
    }

    private static boolean isHidden(Element element) {
        return HIDDEN.contains(element.parent().name() + "." + element.name())
                || element.isScalar() && HIDDEN.contains(element.name() + ".uri")
                || element.isScalar() && HIDDEN.contains(element.name() + ".message");
    }

    private void judge(Element element, Findings findings) {
        String language = element.name().equals("language") ? element.textOf("language") : element.name();
        if (!camel.hasLanguage(language)) {
            findings.error(
                    element,
                    "the jar has no language '" + language + "'" + Spelling.suggestion(language, camel.languages()));
            return;
        }
        Element text = element.child("expression").orElse(element);
        if (language.equals("simple") && text.isScalar()) {
            parse(text, language, text.text(), isPredicate(element), findings);
        }
    }

    private static boolean isPredicate(Element element) {
        Element owner =
                element.parent().name().equals("expression") ? element.parent().parent() : element.parent();
        return PREDICATES.contains(owner.name());
    }

    private void parse(Element at, String language, String text, boolean predicate, Findings findings) {
        // Camel takes ${exchangePropert.x} for the exchange's member Propert
        Matcher functions = FUNCTION.matcher(text);
        while (language.equals("simple") && functions.find()) {
            String word = functions.group(1);
            Set<String> known = camel.simpleFunctions();
            String near = known.contains(word) ? "" : Spelling.suggestion(word, known);
            if (!near.isEmpty()) {
                findings.error(at, "unknown function '" + word + "' in the simple expression" + near);
                return;
            }
        }
        LanguageValidationResult result =
                camel.validate(language, BEAN.matcher(text).replaceAll("\\${body}"), predicate);
        if (!result.isSuccess()) {
            String error = result.getShortError() == null ? result.getError() : result.getShortError();
            findings.error(
                    at,
                    "bad " + language + (predicate ? " predicate: " : " expression: ")
                            + error.lines().findFirst().orElse("").strip());
        }
    }
}
