package xbot.tools.cases;

import java.util.ArrayList;
import java.util.List;

/**
 * The cases of one route.
 *
 * @param name as it is printed
 * @param route whose entry gets the requests
 * @param partners the text of a partners file
 * @param partnersLine where it comes from
 */
record CaseFile(String name, String route, int routeLine, String partners, int partnersLine, List<RouteCase> cases) {

    CaseFile(String name, String route, int routeLine, String partners, int partnersLine) {
        this(name, route, routeLine, partners, partnersLine, new ArrayList<>());
    }

    /** By name: two files are two, whatever is in them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CaseFile file && file.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
