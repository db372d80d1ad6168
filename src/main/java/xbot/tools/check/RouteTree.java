package xbot.tools.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * The route files of a set that could be read.
 *
 * @param files the root of each
 * @param complete whether that is all of them, so that what is missing is missing
 */
record RouteTree(List<Element> files, boolean complete) {

    Stream<Element> all() {
        return files.stream().flatMap(Element::all);
    }

    /** Routes and route configurations, in the order of the files. */
    Stream<Element> routes() {
        return all().filter(Element::isRoute);
    }
}
