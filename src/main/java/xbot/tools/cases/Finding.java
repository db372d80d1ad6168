package xbot.tools.cases;

/** One thing that is wrong with a case file itself. */
record Finding(String file, int line, String what) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
