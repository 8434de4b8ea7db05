package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recent past of one path. Thread-safe by its own lock, which nothing holds for longer than a sort of a window. */
final class PathState {
    private final Probe probe;
    private final RecentValues latency;
    private final TermStates terms;
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
        this.changes = changes;
        id = probe.path().toString();
        recent = new RecentProbes(probe.interval());
        latency = new RecentValues(window);
        // A path has a dozen parts, so what is kept of each is half of what is kept of the whole.
        terms = new TermStates(Math.max(1, window / 2));
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
            terms.add(report.decomposition().terms(), place, recent.places());
        }
    }

    /** Returns its place. */
    private int addRecent(ProbeResult result, long nowNanos) {
        int place = recent.add(result.outcome().isOk(), result.latencyNanos(), nowNanos);
        terms.clearRecent(place);
        return place;
    }

    /** All that is known of it. */
    synchronized PathSnapshot snapshot(long nowNanos, PathIncidents incidents) {
        RecentProbes.Window lately = recent.window(nowNanos);
        return snapshot(lately, terms.snapshots(lately), hops.snapshots(), singles.snapshot(), incidents);
    }

    /** The same without its parts and its past, which take most of the time. */
    synchronized PathSnapshot row(long nowNanos, PathIncidents incidents) {
        return snapshot(recent.window(nowNanos), List.of(), List.of(), PathPast.NONE, incidents);
    }

    private PathSnapshot snapshot(
            RecentProbes.Window lately,
            List<TermSnapshot> parts,
            List<HopSnapshot> hopSnapshots,
            PathPast past,
            PathIncidents incidents) {
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
                incidents.ids(),
                incidents.isAccused());
    }

    /** What each part took in the recent probes, and usually takes. */
    synchronized List<TermWindow> recentTerms(long nowNanos) {
        return terms.recent(recent.window(nowNanos), baseline == null ? Map.of() : baseline.terms());
    }

    synchronized List<String> termNames() {
        return terms.names();
    }

    synchronized List<HopSnapshot> hopSnapshots() {
        return hops.snapshots();
    }
}
