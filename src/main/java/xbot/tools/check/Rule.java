package xbot.tools.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xbot.routes.Finding;

/** Looks for one kind of mistake. */
interface Rule {

    /** @param files the roots of the route files of the set */
    void judge(List<Element> files, Consumer<Finding> findings);

    static Stream<Element> all(List<Element> files) {
        return files.stream().flatMap(Element::all);
    }
}
