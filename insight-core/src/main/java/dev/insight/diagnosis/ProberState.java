package dev.insight.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * The prober of one region, which suspects itself first: what its own pauses touched accuses nobody, and when they become
 * frequent that is what is said. Confined to one thread.
 */
final class ProberState {
    /** A start this late is a pause that went unnoticed, milliseconds. */
    private static final float LATE_MILLIS = 5;

    private static final long PROBATION_MICROS = 600_000_000;
    /** So long after its first result a prober may still be starting, which is no pause. */
    private static final long STARTING_MICROS = 10_000_000;

    private static final double MILLI = 1e6;

    private final String name;
    private final RareEvents pauses = RareEvents.ofPauses();
    private final Baseline lags = new Baseline(240);
    private @Nullable Incident incident;
    private long trustedMicros = Long.MIN_VALUE;
    private long firstMicros = Long.MAX_VALUE;

    ProberState(String region) {
        name = "prober-" + region;
    }

    String name() {
        return name;
    }

    RareEvents pauses() {
        return pauses;
    }

    @Nullable
    Incident incident() {
        return incident;
    }

    void incident(Incident newIncident) {
        incident = newIncident;
    }

    /** Whether there is reason to believe that the prober itself stands still at times. */
    boolean isImpaired() {
        return incident != null || pauses.isSuspicious();
    }

    /** The same, or that it did until lately. */
    boolean isSuspect(long now) {
        return isImpaired() || now < trustedMicros;
    }

    /** Its incident is over. */
    void recovered(long now) {
        incident = null;
        pauses.reset();
        trustedMicros = now + PROBATION_MICROS;
    }

    /** Takes note of how a probe started; whether its times may be believed. */
    boolean take(long now, boolean tainted, long startLagNanos) {
        firstMicros = Math.min(firstMicros, now);
        float lag = (float) (startLagNanos / MILLI);
        boolean late = lag > LATE_MILLIS && (!lags.isUsable() || lag > 3 * lags.quantile(0.9f));
        if (!tainted && lag >= 0) {
            lags.accept(lag, now);
        }
        if (tainted || late) {
            if (now - firstMicros >= STARTING_MICROS) {
                pauses.hit(now);
            }
            return false;
        }
        pauses.miss(now);
        return true;
    }
}
