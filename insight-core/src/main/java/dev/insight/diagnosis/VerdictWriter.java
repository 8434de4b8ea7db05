package dev.insight.diagnosis;

import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts what is known of an incident into a verdict, and its evidence into a sentence. */
final class VerdictWriter {
    private static final int MOST_NAMES = 8;
    private static final double NANOS = 1e6;

    private VerdictWriter() {}

    /** What is said of {@code incident} now, in {@code words}. */
    static Verdict verdict(Incident incident, Verdict.State state, String words, long now) {
        Finding finding = incident.finding();
        Exoneration exoneration = Exoneration.of(incident, now);
        List<PathId> paths = incident.paths().stream().map(PathState::id).toList();
        Evidence evidence = new Evidence(
                sentence(finding, words, exoneration),
                finding.kind(),
                finding.excess() < 0 ? HopStamp.ABSENT : (long) (finding.excess() * NANOS),
                finding.instance(),
                finding.runnerUp(),
                exoneration.cleared(),
                exoneration.notCleared(),
                null,
                finding.numbers());
        return new Verdict(
                now,
                incident.id(),
                state,
                finding.cause(),
                finding.component(),
                finding.confidence(),
                evidence,
                finding.sinceMicros(),
                paths);
    }

    private static String sentence(Finding finding, String words, Exoneration exoneration) {
        StringBuilder out = new StringBuilder(finding.component()).append(": ").append(words);
        if (finding.runnerUp() != null) {
            out.append("; next likeliest: ").append(finding.runnerUp());
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
