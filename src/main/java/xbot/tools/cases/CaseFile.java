package xbot.tools.cases;

/**
 * What the cases of a file have in common.
 *
 * @param name as it is printed
 * @param route whose entry gets the requests
 * @param partners the text of a partners file
 * @param partnersLine where it comes from
 */
record CaseFile(String name, String route, int routeLine, String partners, int partnersLine) {}
