package dev.insight.probe;

import java.util.function.Consumer;

/**
 * Sends probes. One transport serves all probes of a prober; connections may be shared among its sessions and are
 * closed with the last that uses them. Thread-safe.
 */
public interface ProbeTransport extends AutoCloseable {
    /** Makes ready to send {@code probe}, without waiting for the network; the caller closes the session. */
    Session open(Probe probe);

    /** Connections' owners (gRPC channels) open now. */
    int channels();

    /** Closes whatever is still open, and waits for its threads within a bound. */
    @Override
    void close();

    /** The means to send one probe again and again. Thread-safe. */
    interface Session extends AutoCloseable {
        /**
         * Sends {@code slot} now, warm or partial, and returns at once. {@code completion} is called exactly once, on
         * any thread, at the latest when the probe's timeout after {@code slot}'s actual start has passed or the session
         * is closed. Failures of every sort are results; nothing is thrown.
         */
        void send(Slot slot, Consumer<ProbeResult> completion);

        /** Ends calls that are under way as cancelled, and lets go of the connection. */
        @Override
        void close();
    }
}
