package dev.insight.benchmarks;

import dev.insight.benchmarks.diagnosis.ReplayBenchmark;
import java.util.Locale;

/** How fast recordings are replayed, as a page. */
final class ReplayRun {
    private ReplayRun() {}

    static String run(int rounds, String command) {
        double loadBefore = Machine.load();
        String table = ReplayBenchmark.table(rounds);
        return String.format(Locale.ROOT, """
                # How fast recordings are replayed

                A simulated day, written by the recorder and replayed on one thread through what `diagnose --replay` uses:
                lines are read from the file, parsed, decomposed and diagnosed. All rounds are of one JVM; the first begins
                with nothing compiled.

                    %s

                %s; load average %.1f before, %.1f after.

                %s""", command, Machine.description(), loadBefore, Machine.load(), table);
    }
}
