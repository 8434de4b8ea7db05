package dev.insight.probe;

import java.util.function.Consumer;

/**
 * Sends cold probes: each over a connection of its own, from name resolution to the first answer. Thread-safe.
 *
 * <p>The prober's scheduler calls {@link #send}, so it must hand the work over and return at once; it may use a few
 * threads of its own, however many paths there are. The prober sets start lag, life and taint of the result, keeps the
 * slot's place in flight, and answers for a probe that is not answered in time.
 */
interface ColdProber extends AutoCloseable {
    /** Whether {@code probe}'s target can be called without the transport; where it cannot, nothing cold is scheduled. */
    default boolean supports(Probe probe) {
        return true;
    }

    /**
     * Begins {@code slot} now. When true is returned, {@code completion} is called exactly once, on any thread, at the
     * latest when the probe's timeout has passed since this call. False says that there is no room to begin it in time:
     * {@code completion} is not called, and the slot counts as skipped. Nothing is thrown.
     */
    boolean send(Slot slot, Consumer<ProbeResult> completion);

    /** Ends what is under way and every thread, within a bound. */
    @Override
    void close();
}
