package dev.insight.benchmarks.lab;

import dev.insight.examples.lab.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Holds what was said during a trial against what was to be said. Immutable. */
final class Judge {
    private final double intervalMicros;
    private final long beginMicros;
    private final long endMicros;

    /** Of faults that began and ended at those times. */
    Judge(Duration interval, long beginMicros, long endMicros) {
        intervalMicros = interval.toNanos() / 1e3;
        this.beginMicros = beginMicros;
        this.endMicros = endMicros;
    }

    /** An incident is of a fault when it is the first that names it; what names none accuses somebody else. */
    Trial judge(
            String kind, int run, List<String> requested, String measured, List<Fault> harmful, List<Said> incidents) {
        List<Said> extra = new ArrayList<>(incidents);
        boolean found = true;
        boolean isCleared = true;
        double toFind = 0;
        double toClear = 0;
        for (Fault fault : harmful) {
            List<Said> naming = incidents.stream()
                    .filter(said -> Truth.isNamed(fault, said.blame()))
                    .toList();
            // Of a prober for many regions each may be named, of all else the same twice is one too many.
            if (fault.component().startsWith("prober-")) {
                extra.removeAll(naming);
            } else if (!naming.isEmpty()) {
                extra.remove(naming.get(0));
            }
            if (naming.isEmpty()) {
                found = false;
                isCleared = false;
                continue;
            }
            Said first = naming.get(0);
            toFind = Math.max(toFind, (first.namedMicros() - beginMicros) / intervalMicros);
            for (Said each : naming) {
                isCleared &= !each.isOpen();
                toClear = Math.max(toClear, (each.closedMicros() - endMicros) / intervalMicros);
            }
        }
        int impaired = (int) extra.stream()
                .filter(said -> said.blame().startsWith("prober_impaired@"))
                .count();
        return new Trial(
                kind,
                run,
                requested.isEmpty() ? "nothing" : String.join(" and ", requested),
                measured,
                Truth.words(harmful),
                incidents.isEmpty()
                        ? "nothing"
                        : incidents.stream().map(Said::words).collect(Collectors.joining(" and ")),
                found,
                isCleared,
                extra.size() - impaired,
                impaired,
                found && !harmful.isEmpty() ? toFind : Double.NaN,
                isCleared && !harmful.isEmpty() ? toClear : Double.NaN);
    }
}
