package dev.insight.grpc;

import dev.insight.hop.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps faults of instrumentation away from calls: counts what was caught, tells of the first, and after many in a short
 * time says once that what it guards is off. Faults that come now and then, over months, switch nothing off. Thread-safe.
 */
final class Fuse {
    static final int FAULTS_TO_BLOW = 100;
    /** Within so long; the faults of the last such time are forgotten when the next begins. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(Fuse.class.getName());

    private final String guarded;
    private final Ticker ticker;
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong provoked = new AtomicLong();
    private int recent;
    private long recentSinceNanos;
    private volatile boolean blown;

    Fuse(String guarded) {
        this(guarded, Ticker.system()); // never the hop's own, which may be what fails
    }

    Fuse(String guarded, Ticker ticker) {
        this.guarded = guarded;
        this.ticker = ticker;
    }

    /** Whether what is guarded should be left out from now on. */
    boolean isBlown() {
        return blown;
    }

    long faults() {
        return faults.get() + provoked.get();
    }

    /** Takes note of what a caller may provoke as often as it likes, so that it switches nothing off for the others. */
    void provoked(Throwable fault) {
        try {
            long count = provoked.incrementAndGet();
            LOG.log(count == 1 ? Level.WARNING : Level.DEBUG, guarded + " failed; the call goes on without", fault);
        } catch (Throwable loggingFault) {
            // There is nobody left to tell.
        }
    }

    /** Takes note of what was thrown. Throws nothing itself. */
    void caught(Throwable fault) {
        try {
            long count = faults.incrementAndGet();
            if (isTheLast()) {
                blown = true;
                LOG.log(
                        Level.ERROR,
                        guarded + " failed " + FAULTS_TO_BLOW + " times within " + WINDOW.toMinutes()
                                + " minutes and is switched off",
                        fault);
            } else {
                LOG.log(count == 1 ? Level.WARNING : Level.DEBUG, guarded + " failed; the call goes on", fault);
            }
        } catch (Throwable loggingFault) {
            blown = true;
        }
    }

    private synchronized boolean isTheLast() {
        long now = ticker.nanos();
        if (recent == 0 || (recent < FAULTS_TO_BLOW && now - recentSinceNanos > WINDOW.toNanos())) {
            recentSinceNanos = now;
            recent = 0;
        }
        return ++recent == FAULTS_TO_BLOW;
    }
}
