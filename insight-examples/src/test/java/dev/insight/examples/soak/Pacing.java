package dev.insight.examples.soak;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs a step again and again for a while, and waits for the end. */
final class Pacing {
    /** A step that may fail, given its number from 0. */
    interface Step {
        void run(int number) throws Exception;
    }

    private Pacing() {}

    /** Runs {@code step} every {@code period}, {@code times} times; what it throws ends the wait. */
    static void repeat(int times, Duration period, Step step) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "soak-clock");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int i = 0; i < times; i++) {
                int number = i;
                ScheduledFuture<?> done = clock.schedule(
                        () -> {
                            step.run(number);
                            return null;
                        },
                        period.toNanos(),
                        TimeUnit.NANOSECONDS);
                done.get();
            }
        } finally {
            clock.shutdownNow();
        }
    }
}
