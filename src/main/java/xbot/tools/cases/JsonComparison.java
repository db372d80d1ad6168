package xbot.tools.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.util.Comparator;
import java.util.List;
import xbot.text.YamlValue;

/** Compares JSON with what a case says of it. */
final class JsonComparison {

    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (a, b) -> a.equals(b) || areSameNumber(a, b) ? 0 : 1;

    private final String place;
    private final List<Judgement.Difference> differences;

    /** @param place what is compared, such as {@code body} */
    JsonComparison(String place, List<Judgement.Difference> differences) {
        this.place = place;
        this.differences = differences;
    }

    /** Of an object the members that are named, of a list all items; null is a member that is null or missing. */
    void subset(YamlValue expected, JsonNode received) {
        subset("", expected, received);
    }

    private void subset(String pointer, YamlValue expected, JsonNode received) {
        if (expected.json().isObject() && received.isObject()) {
            expected.members().forEach((name, member) -> subset(pointer + "/" + name, member, received.path(name)));
        } else if (expected.json().isArray()
                && received.isArray()
                && expected.items().size() == received.size()) {
            List<YamlValue> items = expected.items();
            for (int i = 0; i < items.size(); i++) {
                subset(pointer + "/" + i, items.get(i), received.get(i));
            }
        } else {
            same(pointer, expected, received);
        }
    }

    /** The whole value. */
    void same(String pointer, YamlValue expected, JsonNode received) {
        JsonNode value = expected.json();
        boolean absent = value.isNull() && (received.isMissingNode() || received.isNull());
        if (!absent && !value.equals(NUMBERS_BY_VALUE, received)) {
            String what = (place + " " + pointer).stripTrailing();
            differences.add(new Judgement.Difference(
                    expected.line(), what, value.isNull() ? "(absent)" : value.toString(), text(received)));
        }
    }

    private static String text(JsonNode received) {
        return received.isMissingNode() ? "(absent)" : received.toString();
    }

    private static boolean areSameNumber(JsonNode a, JsonNode b) {
        return a instanceof NumericNode
                && b instanceof NumericNode
                && a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
}
