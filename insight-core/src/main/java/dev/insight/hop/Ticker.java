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

    /** The clocks of the Java virtual machine. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
