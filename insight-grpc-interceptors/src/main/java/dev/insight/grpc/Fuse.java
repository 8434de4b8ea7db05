package dev.insight.grpc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps faults of instrumentation away from calls: counts what was caught, tells of the first, and after many says once
 * that what it guards is off. Thread-safe.
 */
final class Fuse {
    static final int FAULTS_TO_BLOW = 100;

    private static final Logger LOG = System.getLogger(Fuse.class.getName());

    private final String guarded;
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong provoked = new AtomicLong();
    private volatile boolean blown;

    Fuse(String guarded) {
        this.guarded = guarded;
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
            if (count == FAULTS_TO_BLOW) {
                blown = true;
                LOG.log(Level.ERROR, guarded + " failed " + count + " times and is switched off", fault);
            } else {
                LOG.log(count == 1 ? Level.WARNING : Level.DEBUG, guarded + " failed; the call goes on", fault);
            }
        } catch (Throwable loggingFault) {
            blown = true;
        }
    }
}
