package dev.insight.hop;

/**
 * The clocks of this process: a monotonic one, of which only differences mean anything, and the wall's, which is only
 * ever shown or sent, never subtracted. Implementations are safe for use by many threads.
 */
public interface Ticker {
    /** Monotonic nanoseconds from an arbitrary origin. */
    long nanos();

    /** Wall-clock microseconds since the epoch. */
    long epochMicros();

    /**
     * Wall-clock microseconds since the epoch at the moment that {@link #nanos} read as {@code nanos}, by how far apart
     * the clocks are now.
     */
    default long epochMicros(long nanos) {
        return epochMicros() - (nanos() - nanos) / 1_000;
    }

    /** The clocks of the Java virtual machine. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
