package xbot.tools.cases;

/**
 * One thing that a case expected otherwise.
 *
 * @param line of the expectation in its case file
 * @param expected null where the difference is said by {@code what} alone
 */
record Difference(int line, String what, String expected, String received) {

    static Difference of(int line, String what) {
        return new Difference(line, what, null, null);
    }
}
