package dev.insight;

import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.Prober;
import dev.insight.probe.TargetSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what is measured equal to what the target source wants, touching only paths that differ. What the source throws
 * leaves everything as it was. Thread-safe.
 */
final class Targets implements Runnable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TargetSource source;
    private final Prober prober;
    private final Pipeline pipeline;
    private final Ticker ticker;
    private final Guard guard;
    private final Guard duplicates;
    private final Guard backlog;

    /** One answer of the source is put into effect before the next is asked for. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Map<PathId, Probe> measured = new LinkedHashMap<>();
    private volatile Age age;
    private volatile boolean known;
    private volatile boolean closed;

    Targets(TargetSource source, Prober prober, Pipeline pipeline, LongAdder faults, Ticker ticker) {
        this.source = source;
        this.prober = prober;
        this.pipeline = pipeline;
        this.ticker = ticker;
        guard = new Guard("the target source", faults);
        duplicates = new Guard("the target source", faults);
        backlog = new Guard("the target source", faults);
        age = new Age(Duration.ZERO, ticker.nanos());
    }

    /** Polls the source until closed. */
    @Override
    public void run() {
        while (!closed) {
            refresh();
            LockSupport.parkNanos(this, PERIOD_NANOS);
            // A source that leaves the thread interrupted would keep it from ever parking again.
            Thread.interrupted();
        }
    }

    /** Asks the source and puts the answer into effect. */
    void refresh() {
        turn.lock();
        try {
            guard.run(() -> {
                Map<PathId, Probe> wanted = byPath(source.probes());
                age = new Age(source.age(), ticker.nanos());
                if (pipeline.takesChanges()) {
                    reconcile(wanted);
                    known = true;
                } else {
                    backlog.say("its changes wait until the listeners have caught up");
                }
            });
        } finally {
            turn.unlock();
        }
    }

    /** How old what is measured is. */
    Duration age() {
        Age last = age;
        return last.age().plusNanos(ticker.nanos() - last.askedNanos());
    }

    /** Whether an answer was put into effect. */
    boolean isKnown() {
        return known;
    }

    /** Makes {@link #run} end soon. */
    void close() {
        closed = true;
    }

    private Map<PathId, Probe> byPath(List<Probe> probes) {
        Map<PathId, Probe> wanted = new LinkedHashMap<>();
        for (Probe probe : probes) {
            if (wanted.putIfAbsent(probe.path(), probe) != null) {
                duplicates.say("it names " + probe.path() + " twice, the first counts");
            }
        }
        return wanted;
    }

    private void reconcile(Map<PathId, Probe> wanted) {
        for (Probe probe : List.copyOf(measured.values())) {
            Probe now = wanted.get(probe.path());
            if (now != null && probe.measuresSameAs(now)) {
                move(probe, now);
            } else {
                measured.remove(probe.path());
                prober.remove(probe);
                pipeline.removed(probe);
            }
        }
        for (Probe probe : wanted.values()) {
            if (!closed && measured.putIfAbsent(probe.path(), probe) == null) {
                pipeline.added(probe);
                prober.add(probe);
            }
        }
    }

    /** What is reached in another way, say at another address, is the same path still, with all that is known of it. */
    private void move(Probe from, Probe to) {
        if (!from.equals(to)) {
            measured.put(to.path(), to);
            pipeline.moved(to);
            prober.remove(from);
            prober.add(to);
        }
    }

    /**
     * An answer's age.
     *
     * @param age how old the source said it was
     * @param askedNanos when it said so
     */
    private record Age(Duration age, long askedNanos) {}
}
