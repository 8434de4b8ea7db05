package dev.insight.diagnosis;

import java.util.Locale;
import java.util.stream.Collectors;

/** Puts evidence into a sentence. */
final class EvidenceWriter {
    private static final int MOST_NAMES = 8;

    private EvidenceWriter() {}

    static String sentence(Finding finding, String words, Exoneration exoneration) {
        StringBuilder out = new StringBuilder(finding.component()).append(": ").append(words);
        if (finding.runnerUp() != null) {
            out.append("; or else ").append(finding.runnerUp());
        }
        if (!exoneration.cleared().isEmpty()) {
            double most = exoneration.cleared().stream()
                    .mapToLong(Evidence.Cleared::boundNanos)
                    .max()
                    .orElse(0);
            out.append(String.format(
                    Locale.ROOT,
                    "; cleared: %s (each < %.1f ms more)",
                    exoneration.cleared().stream()
                            .limit(MOST_NAMES)
                            .map(Evidence.Cleared::component)
                            .collect(Collectors.joining(", ")),
                    Math.max(0.1, most / 1e6)));
        }
        return out.toString();
    }
}
