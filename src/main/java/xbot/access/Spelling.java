package xbot.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant. */
public final class Spelling {

    private static final int MAX_EDITS = 2;

    private Spelling() {}

    public static Optional<String> closest(String word, Collection<String> known) {
        String plain = plain(word);
        return known.stream()
                .filter(candidate -> edits(plain, plain(candidate)) <= MAX_EDITS)
                .min(Comparator.comparingInt((String candidate) -> edits(plain, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** So that {@code userIdPrefix} and {@code user_id_prefix} are {@code user-id-prefix}. */
    private static String plain(String word) {
        return word.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** The Levenshtein distance; words of too different lengths are not measured. */
    private static int edits(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_EDITS) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[b.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
