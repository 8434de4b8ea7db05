package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
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

    private final Probe probe;
    private final int window;
    private final RecentValues latency;
    private final Map<TermKey, TermState> terms = new HashMap<>();
    private final HopStates hops;
    private final SingleProbes singles = new SingleProbes();
    private final RecentProbes recent;
    private final Changes changes;
    private final String id;
    private boolean isUp;
    private long probes;
    private long failed;
    private long skipped;
    private long tainted;
    private @Nullable ProbeReport last;
    private @Nullable ProbeReport lastOk;
    private @Nullable PathStatus status;
    private @Nullable PathBaseline baseline;
    private long changed;

    PathState(Probe probe, int window, Changes changes) {
        this.probe = probe;
        this.window = window;
        this.changes = changes;
        id = probe.path().toString();
        recent = new RecentProbes(probe.interval());
        latency = new RecentValues(window);
        hops = new HopStates(probe.route().hops(), Math.max(1, window / 8));
    }

    Probe probe() {
        return probe;
    }

    String id() {
        return id;
    }

    /** Something about it is no longer as it was. */
    synchronized void touch() {
        changed = changes.next();
    }

    synchronized boolean isNewer(long since) {
        return changed > since;
    }

    synchronized void addSkipped() {
        skipped++;
        touch();
    }

    synchronized void status(PathStatus newStatus) {
        status = newStatus;
        touch();
    }

    synchronized void baseline(PathBaseline newBaseline) {
        baseline = newBaseline;
        touch();
    }

    synchronized void add(ProbeReport report, long nowNanos) {
        ProbeResult result = report.result();
        singles.add(report);
        switch (result.slot().kind()) {
            case WARM -> addWarm(report, nowNanos);
            case PARTIAL -> hops.addPartial(result);
            case COLD -> {
                // Only as the single probe that it is.
            }
        }
        touch();
    }

    private void addWarm(ProbeReport report, long nowNanos) {
        ProbeResult result = report.result();
        last = report;
        probes++;
        if (result.tainted()) {
            tainted++;
        }
        if (result.outcome().isOk() || !result.tainted()) {
            isUp = result.outcome().isOk();
        }
        int place = result.tainted() ? -1 : addRecent(result, nowNanos);
        if (!result.outcome().isOk()) {
            failed++;
            return;
        }
        hops.addOk(result.path());
        if (result.isMeasurement()) {
            lastOk = report;
            latency.add(result.latencyNanos());
            addTerms(report.decomposition().terms(), place);
        }
    }

    /** Returns its place. */
    private int addRecent(ProbeResult result, long nowNanos) {
        int place = recent.add(result.outcome().isOk(), result.latencyNanos(), nowNanos);
        terms.values().forEach(term -> term.recent.clear(place));
        return place;
    }

    private void addTerms(List<Term> newTerms, int place) {
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
            if (term.isValid()) {
                state.recent.add(term, place, recent.places());
            }
        }
    }

    /** All that is known of it. */
    synchronized PathSnapshot snapshot(long nowNanos, List<String> incidents) {
        RecentProbes.Window lately = recent.window(nowNanos);
        return snapshot(lately, termSnapshots(lately), hops.snapshots(), singles.snapshot(), incidents);
    }

    /** The same without its parts and its past, which take most of the time. */
    synchronized PathSnapshot row(long nowNanos, List<String> incidents) {
        return snapshot(recent.window(nowNanos), List.of(), List.of(), PathPast.NONE, incidents);
    }

    private PathSnapshot snapshot(
            RecentProbes.Window lately,
            List<TermSnapshot> parts,
            List<HopSnapshot> hopSnapshots,
            PathPast past,
            List<String> incidents) {
        return new PathSnapshot(
                probe,
                isUp,
                probes,
                failed,
                skipped,
                tainted,
                latency.quantiles(),
                parts,
                hopSnapshots,
                last,
                lastOk,
                past,
                status,
                baseline,
                recent.snapshot(lately),
                incidents);
    }

    /** What each part took in the recent probes, and usually takes. */
    synchronized List<TermWindow> recentTerms(long nowNanos) {
        RecentProbes.Window lately = recent.window(nowNanos);
        Map<String, PathBaseline.Level> usual = baseline == null ? Map.of() : baseline.terms();
        return terms.entrySet().stream()
                .map(entry -> entry.getValue()
                        .recent
                        .values(entry.getKey(), lately, usual.get(entry.getKey().name())))
                .toList();
    }

    synchronized List<String> termNames() {
        return terms.keySet().stream().map(TermKey::name).toList();
    }

    synchronized List<HopSnapshot> hopSnapshots() {
        return hops.snapshots();
    }

    private List<TermSnapshot> termSnapshots(RecentProbes.Window lately) {
        List<Map.Entry<TermKey, TermState>> ordered = new ArrayList<>(terms.entrySet());
        ordered.sort(Comparator.comparingInt((Map.Entry<TermKey, TermState> entry) -> entry.getValue().position)
                .thenComparing(entry -> entry.getKey().name()));
        return ordered.stream()
                .map(entry -> entry.getValue().snapshot(entry.getKey(), lately))
                .toList();
    }

    record TermKey(Term.Kind kind, String name) {}

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
