package dev.insight.runner.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which name was meant. */
final class Nearest {
    private Nearest() {}

    /** What to write instead of {@code name}: the nearest of {@code known}, or all of them when none is near. */
    static String advice(String name, List<String> known) {
        if (known.isEmpty()) {
            return "remove it";
        }
        String near = of(name, known);
        return near == null ? "write one of " + String.join(", ", known) : "did you mean " + near + "?";
    }

    /** The nearest of {@code known}, or null when none is near. */
    static @Nullable String of(String name, List<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        boolean isNear = name.length() <= 64 && !best.isEmpty() && least <= Math.max(1, best.length() / 3);
        return isNear ? best : null;
    }

    /** Edits between two words: a letter more, less or changed, or two neighbours swapped. */
    private static int distance(String a, String b) {
        if (a.length() > 64) {
            return a.length();
        }
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : step(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int step(int[][] edits, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j - 1] + change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
