package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A registry that has to be read again and again, on a thread of its own. While it cannot be read, what it said last holds
 * and grows old. Thread-safe.
 */
final class Polling implements Registry {
    private static final Logger LOGGER = System.getLogger(Polling.class.getName());

    private static final int STUCK_PERIODS = 4;

    private final String what;
    private final Reader reader;
    private final Ticker ticker;
    private final Consumer<List<Instance>> changed;
    private final ScheduledExecutorService timer;
    private @Nullable Future<?> polling;
    private @Nullable List<Instance> told;
    /** A reading that takes longer than some periods does not come back. */
    private final Duration stuck;

    private volatile boolean isFailing = true;
    private boolean hasComplained;
    private volatile long readNanos;

    /** Reads a registry. */
    @FunctionalInterface
    interface Reader {
        /**
         * All instances, or null where nothing can have changed since they were read last.
         *
         * @throws IOException why they cannot be read
         */
        @Nullable
        List<Instance> read() throws IOException;
    }

    private Polling(String what, Reader reader, Duration stuck, Ticker ticker, Consumer<List<Instance>> changed) {
        this.what = what;
        this.stuck = stuck;
        this.reader = reader;
        this.ticker = ticker;
        this.changed = changed;
        readNanos = ticker.nanos();
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "insight-discovery");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to read.
     *
     * @param what is read, for the log
     */
    static Polling start(String what, Reader reader, Duration period, Ticker ticker, Consumer<List<Instance>> changed) {
        Polling made = new Polling(what, reader, period.multipliedBy(STUCK_PERIODS), ticker, changed);
        made.polling = made.timer.scheduleWithFixedDelay(made::read, 0, period.toNanos(), TimeUnit.NANOSECONDS);
        return made;
    }

    private void read() {
        try {
            List<Instance> latest = reader.read();
            isFailing = false;
            readNanos = ticker.nanos();
            if (hasComplained) {
                LOGGER.log(Level.INFO, "insight: " + what + " can be read again");
                hasComplained = false;
            }
            if (latest != null && !latest.equals(told)) {
                changed.accept(latest);
                told = latest; // else it is told again
            }
        } catch (Throwable e) { // or nothing would ever be read again
            isFailing = true;
            LOGGER.log(
                    hasComplained ? Level.DEBUG : Level.WARNING,
                    "insight: " + what + " cannot be read; what it said last holds: " + e.getMessage());
            hasComplained = true;
        }
    }

    @Override
    public Duration age() {
        Duration since = Duration.ofNanos(ticker.nanos() - readNanos);
        return isFailing || since.compareTo(stuck) > 0 ? since : Duration.ZERO;
    }

    @Override
    public void close() {
        if (polling != null) {
            polling.cancel(true);
        }
        timer.shutdownNow();
    }
}
