package dev.insight.runner.history;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of each path that is measured the last 24 hours in steps of ten seconds, and every warm probe of the last two
 * hours, with all parts of its latency. Durations are kept to within half a percent. A path of eleven parts that is probed
 * every five seconds takes about 125 KB, as {@code HistorySizeTest} measures. All paths together take no more than what was
 * set, but for a kilobyte of each: beyond that, what was measured first goes first, whosever it is. Thread-safe: told by the
 * pipeline, read by anyone.
 */
public final class History implements InsightListener {
    private final ConcurrentMap<PathId, PathHistory> paths = new ConcurrentHashMap<>();
    private final Ledger ledger;
    private final BitWriter out = new BitWriter();

    private History(HistoryConfig config) {
        ledger = new Ledger(config);
    }

    public static History create(HistoryConfig config) {
        return new History(config);
    }

    /** What it takes now. */
    public HistoryUsage usage() {
        return new HistoryUsage(ledger.paths(), ledger.bytes(), ledger.budget());
    }

    /** What is known of {@code path} in a window of time, or null if it is not measured. */
    public @Nullable HistoryWindow read(PathId path, HistoryQuery query) {
        PathHistory history = paths.get(Objects.requireNonNull(path, "path == null"));
        return history == null
                ? null
                : new WindowReader(history.snapshot(), history.probe().interval(), query).read();
    }

    @Override
    public void onAdded(Probe probe) {
        paths.put(probe.path(), new PathHistory(probe, ledger));
        ledger.paths(paths.size());
    }

    @Override
    public void onRemoved(Probe probe) {
        PathHistory known = paths.remove(probe.path());
        if (known != null) {
            known.dropAll();
            ledger.paths(paths.size());
        }
    }

    @Override
    public void onReport(ProbeReport report) {
        PathHistory path = paths.get(report.result().slot().probe().path());
        if (path == null || report.result().slot().kind() != ProbeKind.WARM) {
            return;
        }
        path.add(report, out);
        for (Chunk oldest = ledger.oldest(); oldest != null && ledger.isOver(); oldest = ledger.oldest()) {
            drop(oldest);
        }
        if (ledger.isOver()) {
            path.dropOpen();
        }
    }

    private void drop(Chunk chunk) {
        ledger.remove(chunk);
        Track track = Objects.requireNonNull(chunk.track); // as of every chunk that is in the ledger
        track.path().drop(chunk);
    }
}
