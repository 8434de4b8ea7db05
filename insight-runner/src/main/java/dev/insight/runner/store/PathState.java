package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recent past of one path. Thread-safe by its own lock, which nothing holds for longer than a sort of a window. */
final class PathState {
    /** More than any route of 16 hops has; a peer that makes up names fills it and no more. */
    private static final int MAX_TERMS = 64;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LEAST_RECENT = 24;

    private final Probe probe;
    private final int window;
    private final RecentValues latency;
    private final Map<TermKey, TermState> terms = new HashMap<>();
    private final HopStates hops;
    private final SingleProbes singles = new SingleProbes();
    private boolean isUp;
    private long probes;
    private long failed;
    private long skipped;
    private long tainted;
    private @Nullable ProbeReport last;
    private @Nullable ProbeReport lastOk;
    private @Nullable PathStatus status;
    private @Nullable PathBaseline baseline;

    PathState(Probe probe, int window) {
        this.probe = probe;
        this.window = window;
        latency = new RecentValues(window);
        hops = new HopStates(probe.route().hops(), Math.max(1, window / 8));
    }

    Probe probe() {
        return probe;
    }

    synchronized void addSkipped() {
        skipped++;
    }

    synchronized void status(PathStatus newStatus) {
        status = newStatus;
    }

    synchronized void baseline(PathBaseline newBaseline) {
        baseline = newBaseline;
    }

    synchronized void add(ProbeReport report) {
        ProbeResult result = report.result();
        singles.add(report);
        switch (result.slot().kind()) {
            case WARM -> addWarm(report);
            case PARTIAL -> hops.addPartial(result);
            case COLD -> {
                // Only as the single probe that it is.
            }
        }
    }

    private void addWarm(ProbeReport report) {
        ProbeResult result = report.result();
        last = report;
        probes++;
        if (result.tainted()) {
            tainted++;
        }
        if (result.outcome().isOk() || !result.tainted()) {
            isUp = result.outcome().isOk();
        }
        if (!result.outcome().isOk()) {
            failed++;
            return;
        }
        hops.addOk(result.path());
        if (result.isMeasurement()) {
            lastOk = report;
            latency.add(result.latencyNanos());
            addTerms(report.decomposition().terms());
        }
    }

    private void addTerms(List<Term> newTerms) {
        for (int i = 0; i < newTerms.size(); i++) {
            Term term = newTerms.get(i);
            TermKey key = new TermKey(term.kind(), term.name());
            TermState state = terms.get(key);
            if (state == null) {
                if (terms.size() >= MAX_TERMS) {
                    continue;
                }
                // A path has a dozen parts, so what is kept of each is half of what is kept of the whole.
                state = new TermState(Math.max(1, window / 2));
                terms.put(key, state);
            }
            state.add(term, i);
        }
    }

    synchronized PathSnapshot snapshot() {
        return new PathSnapshot(
                probe,
                isUp,
                probes,
                failed,
                skipped,
                tainted,
                latency.quantiles(),
                termSnapshots(),
                hops.snapshots(),
                last,
                lastOk,
                singles.snapshot(),
                status,
                baseline);
    }

    /** The latest values of each part: of a minute, and of 24 calls at least. */
    synchronized List<TermWindow> recentTerms() {
        long ofMinute = MINUTE.toNanos() / probe.interval().toNanos();
        int latest = (int) Math.min(window, Math.max(LEAST_RECENT, ofMinute));
        return terms.entrySet().stream()
                .map(entry -> entry.getValue().recent(entry.getKey(), latest))
                .toList();
    }

    synchronized List<HopSnapshot> hopSnapshots() {
        return hops.snapshots();
    }

    private List<TermSnapshot> termSnapshots() {
        List<Map.Entry<TermKey, TermState>> ordered = new ArrayList<>(terms.entrySet());
        ordered.sort(Comparator.comparingInt((Map.Entry<TermKey, TermState> entry) -> entry.getValue().position)
                .thenComparing(entry -> entry.getKey().name()));
        return ordered.stream()
                .map(entry -> entry.getValue().snapshot(entry.getKey()))
                .toList();
    }

    record TermKey(Term.Kind kind, String name) {}

    /** One part of the latency. */
    private static final class TermState {
        private final int window;
        private final RecentValues duration;
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

        TermWindow recent(TermKey key, int latest) {
            return new TermWindow(
                    key.kind(),
                    key.name(),
                    duration.latest(latest),
                    queue == null ? RecentValues.NO_VALUES : queue.latest(latest));
        }

        TermSnapshot snapshot(TermKey key) {
            return new TermSnapshot(
                    key.kind(),
                    key.name(),
                    display,
                    duration.quantiles(),
                    queue == null ? Quantiles.NONE : queue.quantiles(),
                    invalid);
        }
    }
}
