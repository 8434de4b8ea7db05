package dev.insight;

import dev.insight.InOrder.Moment;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.VantageSource;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one hand-over between threads: whoever has a result leaves it here and goes on, one thread decomposes it and tells
 * the listeners, those who want an order a little later; among these is diagnosis, whose verdicts all are told. Results
 * are dropped when listeners cannot keep up; paths that come and go are told always.
 */
final class Pipeline implements Runnable {
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private final Supplier<InsightStatus> status;
    private final Audience<InsightListener> listeners;
    private final InOrder inOrder;
    private final Corroboration corroboration;
    private final Diagnoser diagnoser;
    private final @Nullable BaselineFile baselines;
    private final Guard self;
    private final EventQueue events;

    /** Paths told as added and not yet as removed; the pipeline thread's own. */
    private final Map<PathId, Measured> paths = new LinkedHashMap<>();

    private volatile boolean ended;

    Pipeline(
            List<InsightListener> listeners,
            List<OrderedListener> ordered,
            int capacity,
            LongAdder faults,
            Ticker ticker,
            Supplier<InsightStatus> status,
            VantageSource vantages,
            @Nullable BaselineFile baselines,
            String incidentPrefix) {
        this.ticker = ticker;
        this.baselines = baselines;
        this.status = status;
        events = new EventQueue(capacity, faults);
        self = new Guard("the pipeline", faults);
        this.listeners = new Audience<>(listeners, faults);
        List<OrderedListener> all = new ArrayList<>(ordered);
        corroboration = new Corroboration(
                vantages,
                new Guard("the vantage source", faults),
                ticker,
                verdict -> this.listeners.tell(listener -> listener.onVerdict(verdict)));
        diagnoser = Diagnoser.create(
                verdict -> corroboration.tell(verdict.withId(incidentPrefix + verdict.id())),
                this::tellPathStatus,
                this::tellBaseline);
        if (baselines != null) {
            baselines.restore(diagnoser);
        }
        all.add(DiagnosisFeed.to(diagnoser));
        inOrder = new InOrder(all, faults, ticker);
    }

    /** A probe has ended. Never waits. */
    void report(ProbeResult result) {
        events.offer(() -> tellReport(result));
    }

    /** A slot was skipped. Never waits. */
    void skipped(Slot slot, SkipReason reason) {
        events.offer(() -> tellSkipped(slot, reason));
    }

    /** A host's load was read. Never waits. */
    void load(HostLoad load) {
        Moment read = Moment.now(ticker);
        events.offer(() -> {
            listeners.tell(listener -> listener.onLoad(load));
            inOrder.load(load, read);
        });
    }

    /** Whether few enough changes wait to be told. */
    boolean takesChanges() {
        return events.takesChanges();
    }

    /** A path is measured from now on: call before its first result. */
    void added(Probe probe) {
        Moment at = Moment.now(ticker);
        events.change(() -> {
            paths.put(probe.path(), new Measured(PathReporter.create(probe, self::caught), probe));
            listeners.tell(listener -> listener.onAdded(probe));
            inOrder.added(probe, at);
        });
    }

    /** The path of {@code probe} is reached as that says from now on, which is told to nobody: call before its first result. */
    void moved(Probe probe) {
        events.change(
                () -> paths.computeIfPresent(probe.path(), (path, before) -> new Measured(before.reporter(), probe)));
    }

    /** A path is measured no more; results of it that still come are dropped. */
    void removed(Probe probe) {
        Moment at = Moment.now(ticker);
        events.change(() -> forget(probe.path(), at));
    }

    /** Has everything told that waits, then all paths removed, then {@link #run} ended. */
    void end() {
        events.change(() -> {
            inOrder.tellAll();
            if (baselines != null) {
                baselines.saveAtLast(diagnoser); // after all that it is told, and before all that it knows is forgotten
            }
            Moment at = Moment.now(ticker);
            for (PathId path : List.copyOf(paths.keySet())) {
                forget(path, at);
            }
            inOrder.tellAll();
            ended = true;
        });
    }

    /** Has {@link #run} end without telling what still waits. */
    void abandon() {
        ended = true;
    }

    /** Results and skips dropped since the start. */
    long dropped() {
        return events.dropped();
    }

    @Override
    public void run() {
        if (baselines != null) {
            baselines.lock(); // now and not when there is something to save, for whoever starts two looks into the log
            // then
        }
        long nextStatus = ticker.nanos() + STATUS_NANOS;
        while (!ended) {
            try {
                long wait = Math.min(nextStatus - ticker.nanos(), inOrder.waitNanos());
                Runnable event = events.poll(wait);
                if (event != null) {
                    self.run(event);
                }
            } catch (InterruptedException e) {
                // Meant for a listener that held close up; or left behind by one, and then the loop goes on.
            }
            inOrder.tellDue();
            long now = ticker.nanos();
            if (now - nextStatus >= 0) {
                nextStatus = now + STATUS_NANOS;
                self.run(() -> {
                    InsightStatus current = status.get();
                    listeners.tell(listener -> listener.onStatus(current));
                });
                inOrder.tellTime();
                self.run(corroboration::check);
                if (baselines != null) {
                    self.run(() -> baselines.saveIfDue(diagnoser));
                }
            }
        }
        if (baselines != null) {
            baselines.unlock();
        }
    }

    private void tellReport(ProbeResult result) {
        PathReporter path = measured(result.slot());
        if (path != null) {
            ProbeReport report = path.report(result);
            listeners.tell(listener -> listener.onReport(report));
            inOrder.report(report);
        }
    }

    private void tellSkipped(Slot slot, SkipReason reason) {
        if (measured(slot) != null) {
            listeners.tell(listener -> listener.onSkipped(slot, reason));
            inOrder.skipped(slot, reason);
        }
    }

    private void forget(PathId path, Moment at) {
        Measured measured = paths.remove(path);
        if (measured != null) {
            Probe added = measured.reporter().probe(); // whoever was told of it knows it by that
            listeners.tell(listener -> listener.onRemoved(added));
            inOrder.removed(added, at);
        }
    }

    private void tellPathStatus(PathStatus status) {
        if (paths.containsKey(status.path())) {
            listeners.tell(listener -> listener.onPathStatus(status));
        }
    }

    private void tellBaseline(PathBaseline baseline) {
        if (paths.containsKey(baseline.path())) {
            listeners.tell(listener -> listener.onBaseline(baseline));
        }
    }

    /** The path of {@code slot}, unless it was removed or replaced meanwhile. */
    private @Nullable PathReporter measured(Slot slot) {
        Measured path = paths.get(slot.probe().path());
        return path != null && path.current().equals(slot.probe()) ? path.reporter() : null;
    }

    /**
     * A path told as added.
     *
     * @param reporter knows the probe that listeners were told of
     * @param current how the path is reached now
     */
    private record Measured(PathReporter reporter, Probe current) {}
}
