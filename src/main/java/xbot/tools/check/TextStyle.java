package xbot.tools.check;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import xbot.routes.Finding;

/** House rules for texts: no address, no secret and no JSON lies in a route. Findings never quote the text. */
final class TextStyle implements Rule {

    private static final Set<String> PROSE = Set.of("description", "note", "id", "exception");
    private static final Set<String> HTTP = Set.of("http", "https", "vertx-http", "netty-http", "vertx-websocket");
    private static final Pattern URL =
            Pattern.compile("\\bhttps?://(?!\\{\\{|\\$\\{)[\\w\\[]", Pattern.CASE_INSENSITIVE);
    static final Pattern NAME_OF_SECRET = Pattern.compile(
            ".*(authorization|secret|passw|api-?key|cookie|(auth|access|refresh|bearer)-?token).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)\\b(bearer|basic)\\s+(?!\\$\\{|\\{\\{)\\S{6,}");
    private static final Pattern HEX = Pattern.compile("\\b[0-9a-fA-F]{32,}\\b");
    private static final Pattern BASE64 = Pattern.compile(
            "(?=[\\w+/-]*[a-z])(?=[\\w+/-]*[A-Z])(?=[\\w+/-]*[0-9])(?<![\\w+/.-])[A-Za-z0-9+_-]{32,}={0,2}(?![\\w+/.-])");
    private static final Pattern JSON = Pattern.compile("\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]]).*", Pattern.DOTALL);

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);

    @Override
    public void judge(List<Element> files, Consumer<Finding> findings) {
        Rule.all(files)
                .filter(element -> element.isScalar() && element.parent() != null)
                .filter(element -> !PROSE.contains(element.name()))
                .forEach(element -> judge(element, findings));
        Rule.all(files)
                .filter(element -> element.isScalar() && callsLiteralHost(element))
                .forEach(uri ->
                        findings.accept(uri.warn("a literal address: take it from a property or an expression")));
    }

    private static boolean callsLiteralHost(Element uri) {
        boolean isUri = uri.name().equals("uri") || uri.isStep();
        String[] parts = uri.text().split(":", 2);
        String path = parts.length < 2 ? "" : parts[1].replaceFirst("^https?:(//)?", "");
        boolean comesFromElsewhere =
                path.isEmpty() || path.startsWith("${") || path.startsWith("{{") || isNameOnly(uri);
        return isUri && HTTP.contains(parts[0]) && !comesFromElsewhere;
    }

    /** With a binding of its own a call gets its address from there. */
    private static boolean isNameOnly(Element uri) {
        return uri.parent() != null
                && uri.parent()
                        .child("parameters")
                        .filter(options -> !options.textOf("vertxHttpBinding").isEmpty())
                        .isPresent();
    }

    private void judge(Element element, Consumer<Finding> findings) {
        String text = element.text();
        if (isSecret(element, text)) {
            findings.accept(
                    element.warn("a secret lies in '" + element.name() + "': take it from a property or a bean"));
        } else if (URL.matcher(text).find() && !isEndpointOfHttp(element)) {
            findings.accept(element.warn("a literal address: take it from a property or an expression"));
        }
        boolean isBody =
                element.ancestors().limit(4).anyMatch(owner -> owner.name().equals("setBody"));
        if (isBody && JSON.matcher(text).matches()) {
            findings.accept(
                    element.warn("JSON text in setBody: set variables answer.NAME and let the bean answerEnvelope"
                            + " write them, or another bean"));
        }
    }

    private static boolean isEndpointOfHttp(Element element) {
        String scheme = element.text().split(":", 2)[0];
        return element.name().equals("uri") && HTTP.contains(scheme);
    }

    boolean isSecret(Element element, String text) {
        boolean literal = !text.isEmpty() && !text.contains("${") && !text.contains("{{") && !text.startsWith("#");
        boolean looksLikeOne = HEX.matcher(text).find() || BASE64.matcher(text).find();
        return CREDENTIAL.matcher(text).find()
                || looksLikeOne
                || literal && (isNamedSo(element) || isSecretOption(element));
    }

    private static boolean isNamedSo(Element element) {
        return element.name().equals("constant")
                && NAME_OF_SECRET.matcher(element.parent().textOf("name")).matches();
    }

    private static boolean isSwitch(String text) {
        return text.equals("true") || text.equals("false");
    }

    private boolean isSecretOption(Element element) {
        if (!element.parent().name().equals("parameters")) {
            return false;
        }
        String scheme = element.parent().parent().textOf("uri").split(":", 2)[0];
        ComponentModel component = catalog.componentModel(scheme);
        boolean isKnownSecret = component != null
                && component.getEndpointOptions().stream()
                        .anyMatch(
                                option -> option.isSecret() && option.getName().equals(element.name()));
        return isKnownSecret || NAME_OF_SECRET.matcher(element.name()).matches() && !isSwitch(element.text());
    }
}
