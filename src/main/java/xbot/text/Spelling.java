package xbot.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant. */
public final class Spelling {

    private Spelling() {}

    /** {@code , did you mean 'x'?}, or nothing where no known word is near. */
    public static String suggestion(String word, Collection<String> known) {
        return closest(word, known)
                .map(meant -> ", did you mean '" + meant + "'?")
                .orElse("");
    }

    /** {@code unknown WHAT 'word', did you mean 'known'?} */
    public static String unknown(String what, String word, Collection<String> known) {
        return "unknown " + what + " '" + word + "'" + suggestion(word, known);
    }

    public static Optional<String> closest(String word, Collection<String> known) {
        String plain = plain(word);
        int most = Math.min(3, Math.max(1, plain.length() / 3));
        return known.stream()
                .filter(candidate -> edits(plain, plain(candidate)) <= most || isBegin(plain, plain(candidate)))
                .min(Comparator.comparingInt((String candidate) -> edits(plain, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isBegin(String a, String b) {
        return Math.min(a.length(), b.length()) >= 4 && (a.startsWith(b) || b.startsWith(a));
    }

    /** So that {@code routeConfigurationID} and {@code route-configuration-id} are {@code routeConfigurationId}. */
    private static String plain(String word) {
        return word.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** The Levenshtein distance, in which two neighbours that changed places count once. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
