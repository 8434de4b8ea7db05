package dev.insight.examples.lab;

import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does things later. Thread-safe. */
final class LabTimer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LabTimer.class.getName());

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "lab-timer");
        thread.setDaemon(true);
        return thread;
    });

    LabTimer() {
        executor.setRejectedExecutionHandler((task, pool) -> LOG.log(Level.TRACE, "too late, the lab is closed"));
    }

    /** Runs {@code task} when {@code nanos} have passed; never, if the lab is closed before. */
    void after(long nanos, Runnable task) {
        var unused = executor.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.log(Level.WARNING, "the lab failed at something it was to do later", e);
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
