package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one path's latency. Not thread-safe. */
final class TermStates {
    /** More than any route of 16 hops has; a peer that makes up names fills it and no more. */
    private static final int MAX_TERMS = 64;

    private final Map<TermKey, TermState> states = new HashMap<>();
    private final int window;

    /** Keeps what {@code window} calls took. */
    TermStates(int window) {
        this.window = window;
    }

    record TermKey(Term.Kind kind, String name) {}

    /** The place of {@link RecentProbes} is another probe's now. */
    void clearRecent(int place) {
        states.values().forEach(state -> state.recent.clear(place));
    }

    /** Takes in the parts of one call, which is at {@code place} of as many places as are given. */
    void add(List<Term> terms, int place, int places) {
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            TermKey key = new TermKey(term.kind(), term.name());
            TermState state = states.get(key);
            if (state == null) {
                if (states.size() >= MAX_TERMS) {
                    continue;
                }
                state = new TermState(window);
                states.put(key, state);
            }
            state.add(term, i);
            if (term.isValid()) {
                state.recent.add(term, place, places);
            }
        }
    }

    /** What each part took in the recent probes, and usually takes. */
    List<TermWindow> recent(RecentProbes.Window lately, Map<String, PathBaseline.Level> usual) {
        return states.entrySet().stream()
                .map(entry -> entry.getValue()
                        .recent
                        .values(entry.getKey(), lately, usual.get(entry.getKey().name())))
                .toList();
    }

    List<String> names() {
        return states.keySet().stream().map(TermKey::name).toList();
    }

    /** The parts in the order of the path. */
    List<TermSnapshot> snapshots(RecentProbes.Window lately) {
        List<Map.Entry<TermKey, TermState>> ordered = new ArrayList<>(states.entrySet());
        ordered.sort(Comparator.comparingInt((Map.Entry<TermKey, TermState> entry) -> entry.getValue().position)
                .thenComparing(entry -> entry.getKey().name()));
        return ordered.stream()
                .map(entry -> entry.getValue().snapshot(entry.getKey(), lately))
                .toList();
    }

    /** One part of the latency. */
    private static final class TermState {
        private final int window;
        private final RecentValues duration;
        private final RecentParts recent = new RecentParts();
        private @Nullable RecentValues queue;
        private String display = "";
        private long invalid;
        private int position;

        TermState(int window) {
            this.window = window;
            duration = new RecentValues(window);
        }

        void add(Term term, int newPosition) {
            position = newPosition;
            display = term.display();
            if (!term.isValid()) {
                invalid++;
                return;
            }
            duration.add(term.nanos());
            if (term.queueNanos() >= 0) {
                if (queue == null) {
                    queue = new RecentValues(window);
                }
                queue.add(term.queueNanos());
            }
        }

        TermSnapshot snapshot(TermKey key, RecentProbes.Window lately) {
            return new TermSnapshot(
                    key.kind(),
                    key.name(),
                    display,
                    duration.quantiles(),
                    queue == null ? Quantiles.NONE : queue.quantiles(),
                    invalid,
                    recent.snapshot(lately));
        }
    }
}
