package dev.insight;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs code of the user's, which must not stop the loop: what it throws is counted and logged, first at WARNING, later
 * at DEBUG. Thread-safe.
 */
final class Guard {
    private static final Logger LOGGER = System.getLogger(Insight.class.getName());

    private final String what;
    private final LongAdder faults;
    private final AtomicBoolean logged = new AtomicBoolean();

    /** A guard of {@code what}, as the log calls it, that counts in {@code faults}. */
    Guard(String what, LongAdder faults) {
        this.what = what;
        this.faults = faults;
    }

    void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            caught(e);
        }
    }

    /** Counts and logs what was caught elsewhere. */
    void caught(Throwable e) {
        faults.increment();
        Level level = logged.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
        LOGGER.log(level, "insight: " + what + " failed; the next failures are logged at DEBUG", e);
    }

    /** Says once at WARNING, later at DEBUG, what is wrong without an exception. */
    void say(String complaint) {
        Level level = logged.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
        LOGGER.log(level, "insight: " + what + ": " + complaint);
    }
}
