package dev.insight.grpc;

import dev.insight.hop.HopListener;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import java.util.Arrays;
import java.util.List;

/** Tells the host's listeners, each behind a fuse of its own. Thread-safe. */
final class HopListeners {
    private final Guarded[] all;

    HopListeners(List<HopListener> listeners) {
        all = listeners.stream()
                .map(listener -> new Guarded(
                        listener, new Fuse("Hop listener " + listener.getClass().getName())))
                .toArray(Guarded[]::new);
    }

    void onStamp(HopStamp stamp, String outcome) {
        tell((listener, event, code, unusedNanos) -> listener.onStamp(event, code), stamp, outcome, 0);
    }

    void onWriteLag(HopStamp stamp, long nanos) {
        tell((listener, event, unusedCode, lag) -> listener.onWriteLag(event, lag), stamp, "", nanos);
    }

    void onCall(SampledCall call) {
        tell((listener, event, unusedCode, unusedNanos) -> listener.onCall(event), call, "", 0);
    }

    long faults() {
        return Arrays.stream(all).mapToLong(guarded -> guarded.fuse.faults()).sum();
    }

    private <E> void tell(Method<E> method, E event, String outcome, long nanos) {
        for (Guarded guarded : all) {
            if (guarded.fuse.isBlown()) {
                continue;
            }
            try {
                method.tell(guarded.listener, event, outcome, nanos);
            } catch (Throwable fault) {
                guarded.fuse.caught(fault);
            }
        }
    }

    /** A listener's method. It captures nothing, so telling makes no garbage. */
    private interface Method<E> {
        void tell(HopListener listener, E event, String outcome, long nanos);
    }

    private record Guarded(HopListener listener, Fuse fuse) {}
}
