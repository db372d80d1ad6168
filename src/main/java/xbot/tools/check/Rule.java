package xbot.tools.check;

/** Finds mistakes of one kind. Keeps no state. */
interface Rule {

    void judge(RouteTree tree, Findings findings);
}
