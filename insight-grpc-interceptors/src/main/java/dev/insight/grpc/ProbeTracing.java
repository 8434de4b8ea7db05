package dev.insight.grpc;

import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import io.grpc.Metadata;

/** Makes traces of probes, or does not: the seam that keeps the optional dependency in one class. Thread-safe. */
@FunctionalInterface
interface ProbeTracing {
    /** No traces. */
    ProbeTracing NONE = (slot, headers) -> result -> result;

    /** Begins the trace of {@code slot} and adds to {@code headers} what the peer needs to go on with it. */
    Trace start(Slot slot, Metadata headers);

    /** The trace of one probe. */
    @FunctionalInterface
    interface Trace {
        /** Ends the trace with {@code result}, and returns the result with the trace's name in it. */
        ProbeResult end(ProbeResult result);
    }
}
