package dev.insight.decomposition;

import dev.insight.hop.HopStamp;

/** What can be said against a stamp and the terms made of it. The sum of terms proves nothing; these do. */
final class StampChecks {
    /** Two sound clocks drift apart by less than 50 millionths of the time: one part in this. */
    static final long DRIFT = 20_000;

    private StampChecks() {}

    /** Flaws of every term that a value of the stamp enters, as {@link Flaws}. */
    static int ofStamp(HopStamp stamp) {
        int flaws = stamp.kind() == HopStamp.Kind.STREAM ? Flaws.of(Flaw.STREAM) : Flaws.NONE;
        if (stamp.headerTime() || stamp.interceptorClock() || stamp.source() != HopStamp.Source.STAMP) {
            flaws |= Flaws.of(Flaw.LOWER_FIDELITY);
        }
        return flaws;
    }

    /** Flaws of every term that the stamp's time upstream enters: the hop's own time and the part behind it. */
    static int ofUpstream(HopStamp stamp) {
        int flaws = Flaws.NONE;
        if (stamp.upstreamNanos() >= 0 && stamp.fanOut() == 0) {
            flaws |= Flaws.of(Flaw.UPSTREAM_WITHOUT_CALL);
        }
        if (stamp.totalNanos() >= 0 && stamp.upstreamNanos() > stamp.totalNanos() + tickNanos(stamp)) {
            flaws |= Flaws.of(Flaw.NEGATIVE_SELF);
        }
        return flaws;
    }

    static boolean queueFits(HopStamp stamp) {
        return stamp.totalNanos() < 0 || stamp.queueNanos() <= stamp.totalNanos();
    }

    /** Whether the stamp holds a value that cannot be. */
    static boolean isClamped(HopStamp stamp) {
        return stamp.clamped() || !queueFits(stamp) || ofUpstream(stamp) != Flaws.NONE;
    }

    /**
     * By how much one of the stamp's durations may be too long. Other hops cut digits off a fine clock's; proxies, whose
     * values these are, take the difference of two ticks of a coarse one, and not of the same for both durations.
     */
    static long tickNanos(HopStamp stamp) {
        return stamp.headerTime() ? stamp.resolutionNanos() : 0;
    }

    /** Whether a link is below zero by more than one unit of its ends' clocks and their drift over its inner end. */
    static boolean isNegative(long nanos, long resolutionNanos, long innerNanos) {
        return nanos + innerNanos / DRIFT < -resolutionNanos;
    }

    /** Whether a part is longer than its call by more than one unit and the drift. */
    static boolean isLongerThan(long latencyNanos, long nanos, long resolutionNanos) {
        return nanos > 0 && nanos - resolutionNanos - latencyNanos / DRIFT > latencyNanos;
    }
}
