package dev.insight.benchmarks.lab;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Stops the prober's process and lets it go on, again and again, and measures for how long. Confined to one thread. */
final class Stops {
    private static final long PERIOD_NANOS = 1_500_000_000;

    private final Prober prober;
    private final long lengthNanos;
    private int count;
    private long stoppedNanos;

    Stops(Prober prober, long lengthNanos) {
        this.prober = prober;
        this.lengthNanos = lengthNanos;
    }

    /** One stop, and the time until the next is due. */
    void stop() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        prober.signal("STOP");
        long stopped = System.nanoTime();
        try {
            pause(stopped + lengthNanos);
        } finally {
            stoppedNanos += System.nanoTime() - stopped;
            prober.signal("CONT");
        }
        count++;
        pause(begin + PERIOD_NANOS);
    }

    String words() {
        return String.format(
                Locale.ROOT,
                "stopped %d times, for %.0f ms on average",
                count,
                stoppedNanos / 1e6 / Math.max(1, count));
    }

    /** Until {@code nanos} have come. */
    static void pause(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
