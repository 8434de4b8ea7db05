package dev.insight.examples.lab;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** More work than a hop's host can do: it comes at random times, waits with the hop's calls, and really computes. */
final class Overload {
    /** What comes beyond what the host can do is turned away where so much waits, as by a limiter. */
    private static final int MOST_WAITING = 3;
    /** What comes, of what can be done. */
    private static final double OFFERED = 1.2;

    private final HopExecutor executor;
    private final LabTimer timer;
    private final long busyNanos;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean over;

    private Overload(HopExecutor executor, LabTimer timer, long busyNanos) {
        this.executor = executor;
        this.timer = timer;
        this.busyNanos = busyNanos;
    }

    /** Begins; each piece of work keeps the host busy for {@code busyNanos}. */
    static Overload start(HopExecutor executor, LabTimer timer, long busyNanos) {
        Overload overload = new Overload(executor, timer, busyNanos);
        overload.come();
        return overload;
    }

    private void come() {
        if (over) {
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
        } else {
            executor.occupy(() -> {
                waiting.decrementAndGet();
                executor.host().compute((long) (busyNanos * LabHost.PROCESSORS));
            });
        }
        double gap = -Math.log(1 - ThreadLocalRandom.current().nextDouble()) * busyNanos / OFFERED;
        timer.after((long) gap, this::come);
    }

    void end() {
        over = true;
    }
}
