package dev.insight.probe;

/**
 * When the slots of one path and kind are due. Pure arithmetic: a slot's time follows from its number, so lateness never
 * adds up. Immutable.
 *
 * <p>Paths are spread over the interval by a hash of their name, so that they neither start together nor move when
 * others come and go. Each slot is moved by up to a twentieth of the interval, so that a path keeps step with nothing
 * periodic at the far end; the shift follows from the path and the number, so that a schedule can be worked out again.
 */
final class ProbeSchedule {
    private static final int JITTER_SHARE = 20;

    private final long seed;
    private final long baseNanos;
    private final long intervalNanos;

    private ProbeSchedule(long seed, long baseNanos, long intervalNanos) {
        this.seed = seed;
        this.baseNanos = baseNanos;
        this.intervalNanos = intervalNanos;
    }

    /** The schedule of {@code path}'s probes of {@code kind}; slot 0 is due within an interval and its jitter of the origin. */
    static ProbeSchedule of(PathId path, ProbeKind kind, long intervalNanos, long originNanos) {
        long seed = mix(path.source().hashCode());
        seed = mix(seed + path.target().hashCode());
        seed = mix(seed + path.route().hashCode());
        seed = mix(seed + path.service().hashCode());
        seed = mix(seed + kind.name().hashCode());
        return new ProbeSchedule(seed, originNanos + Math.floorMod(seed, intervalNanos), intervalNanos);
    }

    long intervalNanos() {
        return intervalNanos;
    }

    /** The number of the first slot that is not due before {@code nanos}, jitter left aside. */
    long numberFrom(long nanos) {
        return -Math.floorDiv(baseNanos - nanos, intervalNanos);
    }

    /** The intended start of slot {@code number}. */
    long atNanos(long number) {
        return baseNanos + number * intervalNanos + jitterNanos(number);
    }

    /** How far slot {@code number} is moved: from zero to less than a twentieth of the interval. */
    private long jitterNanos(long number) {
        long bound = intervalNanos / JITTER_SHARE;
        return bound == 0 ? 0 : Math.floorMod(mix(seed + number), bound);
    }

    /** Spreads close numbers far apart: the finalizer of MurmurHash3 over a golden-ratio step. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
