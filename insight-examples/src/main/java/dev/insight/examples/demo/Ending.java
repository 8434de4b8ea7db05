package dev.insight.examples.demo;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When the demo ends: after its time, or when somebody says so. Thread-safe. */
final class Ending {
    private final @Nullable Duration length;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopped;

    /** After {@code length} of measuring, null for never. */
    Ending(@Nullable Duration length) {
        this.length = length;
    }

    boolean hasLength() {
        return length != null;
    }

    /** Ends it now. */
    void stop() {
        stopped = true;
        woken.release();
    }

    /** Lets who waits look again. */
    void wake() {
        woken.release();
    }

    /** Waits for {@code pace}, unless it is woken or the end comes first. Returns whether the end has come. */
    boolean await(Duration pace, Demo demo) throws InterruptedException {
        long wait = pace.toNanos();
        if (length != null) {
            wait = Math.min(wait, Math.max(0, length.toNanos() - demo.measuredNanos()));
        }
        if (woken.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
        return stopped || (length != null && demo.measuredNanos() >= length.toNanos());
    }
}
