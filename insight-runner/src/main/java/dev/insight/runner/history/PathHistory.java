package dev.insight.runner.history;

import static dev.insight.runner.history.DurationCode.UNKNOWN;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One path's past. Written by the pipeline's thread, read by anyone; the lock is held for a copy of the open rows, or while
 * a chunk is sealed, which takes less than a millisecond every ten minutes.
 */
final class PathHistory {
    static final long STEP_MILLIS = 10_000;
    static final long STEPS_KEPT_MILLIS = TimeUnit.HOURS.toMillis(24);
    static final long DETAIL_KEPT_MILLIS = TimeUnit.HOURS.toMillis(2);
    /** Columns of a probe's row, before those of parts. */
    static final int FAILED = 0;

    static final int LATENCY = 1;
    static final int COLUMNS = 2;

    private static final int BYTES = 600;
    private static final int LEAST_ROWS = 16;

    private final Probe probe;
    private final Ledger ledger;
    private final KnownTerms terms = new KnownTerms(STEPS_KEPT_MILLIS);
    private final Track detail = new Track(this, COLUMNS, DETAIL_KEPT_MILLIS);
    private final Track steps = new Track(this, OpenStep.COLUMNS, STEPS_KEPT_MILLIS);
    /** The step that gets probes, and the one before: what started earlier may end later. */
    private OpenStep current = new OpenStep();

    private OpenStep other = new OpenStep();
    private long charged;

    PathHistory(Probe probe, Ledger ledger) {
        this.probe = probe;
        this.ledger = ledger;
        charge();
    }

    Probe probe() {
        return probe;
    }

    /** Adds a warm probe. */
    synchronized void add(ProbeReport report, BitWriter out) {
        ProbeResult result = report.result();
        long millis = Math.floorDiv(result.slot().intendedEpochMicros(), 1_000L);
        boolean isFailure = !result.outcome().isOk();
        short latency = result.isMeasurement() ? DurationCode.of(result.latencyNanos()) : UNKNOWN;
        if (detail.isFull(millis, mostRows(detail))) {
            detail.seal(millis, ledger, out);
        }
        detail.open().begin(millis);
        detail.open().set(FAILED, isFailure ? 1 : 0);
        detail.open().set(LATENCY, latency);
        OpenStep step = step(Math.floorDiv(millis, STEP_MILLIS) * STEP_MILLIS, out);
        step.add(isFailure, latency);
        if (latency != UNKNOWN) {
            addTerms(report.decomposition().terms(), millis, step);
        }
        charge();
    }

    private void addTerms(List<Term> all, long millis, OpenStep step) {
        for (int i = 0; i < all.size(); i++) {
            Term term = all.get(i);
            KnownTerm known = term.isValid() ? terms.of(term, i, millis) : null;
            if (known != null) {
                short value = DurationCode.of(term.nanos());
                detail.open().set(known, i, value);
                step.set(known, i, value);
            }
        }
    }

    /** The step that begins at {@code begin}; of two that are open, the one that was not asked for last makes room. */
    private OpenStep step(long begin, BitWriter out) {
        if (current.millis() != begin) {
            OpenStep next = other;
            other = current;
            current = next;
            if (next.millis() != begin) {
                writeStep(next, begin, out);
                next.begin(begin);
            }
        }
        return current;
    }

    private void writeStep(OpenStep step, long now, BitWriter out) {
        if (step.millis() == OpenStep.NONE) {
            return;
        }
        if (steps.isFull(step.millis(), mostRows(steps))) {
            steps.seal(now, ledger, out);
        }
        step.write(steps.open());
    }

    /** Rows that wait to be encoded may take a quarter of all memory, over all paths. */
    private int mostRows(Track track) {
        long share = ledger.budget() / 8 / Math.max(1, ledger.paths());
        long rowBytes = 8 + 2L * track.open().columns();
        return (int) Math.max(LEAST_ROWS, Math.min(Track.MOST_ROWS, share / rowBytes));
    }

    synchronized void drop(Chunk chunk) {
        if (chunk.track != null) {
            chunk.track.drop(chunk);
        }
    }

    /** Lets go of what is not encoded yet, and of the memory for it. */
    synchronized void dropOpen() {
        detail.dropOpen();
        steps.dropOpen();
        current = new OpenStep();
        other = new OpenStep();
        terms.clear();
        charge();
    }

    synchronized void dropAll() {
        detail.dropAll(ledger);
        steps.dropAll(ledger);
        ledger.charge(-charged);
        charged = 0;
    }

    /** All there is now. */
    synchronized Snapshot snapshot() {
        Track.Snapshot known = steps.snapshot();
        for (OpenStep step : List.of(other, current)) {
            if (step.millis() != OpenStep.NONE) {
                step.write(known.open());
            }
        }
        return new Snapshot(detail.snapshot(), known);
    }

    private void charge() {
        long bytes =
                BYTES + terms.bytes() + detail.open().bytes() + steps.open().bytes() + current.bytes() + other.bytes();
        if (bytes != charged) {
            ledger.charge(bytes - charged);
            charged = bytes;
        }
    }

    /** A path's past at one moment. */
    record Snapshot(Track.Snapshot detail, Track.Snapshot steps) {}
}
