package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one part of a path took in each of its recent probes. Not thread-safe. */
final class RecentParts {
    private final ProbeValues own = new ProbeValues();
    private final ProbeValues queue = new ProbeValues();

    /** The place is another probe's now. */
    void clear(int place) {
        own.clear(place);
        queue.clear(place);
    }

    void add(Term term, int place, int places) {
        own.set(place, (float) term.nanos(), places);
        if (term.queueNanos() >= 0) {
            queue.set(place, (float) term.queueNanos(), places);
        }
    }

    /** The values themselves, to be pooled with those of other paths. */
    TermWindow values(TermStates.TermKey key, RecentProbes.Window window, PathBaseline.@Nullable Level usual) {
        return new TermWindow(key.kind(), key.name(), own.sorted(window), queue.sorted(window), usual);
    }

    RecentTerm snapshot(RecentProbes.Window window) {
        return new RecentTerm(Spread.of(List.of(own.sorted(window))), Spread.of(List.of(queue.sorted(window))));
    }
}
