package dev.insight.grpc;

import dev.insight.hop.HopListener;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import java.util.List;
import java.util.function.Consumer;

/** Tells the host's listeners, each behind a fuse of its own. Thread-safe. */
final class HopListeners {
    private final List<Guarded> all;

    HopListeners(List<HopListener> listeners) {
        all = listeners.stream()
                .map(listener -> new Guarded(
                        listener, new Fuse("Hop listener " + listener.getClass().getName())))
                .toList();
    }

    void onStamp(HopStamp stamp) {
        tell(listener -> listener.onStamp(stamp));
    }

    void onWriteLag(HopStamp stamp, long nanos) {
        tell(listener -> listener.onWriteLag(stamp, nanos));
    }

    void onCall(SampledCall call) {
        tell(listener -> listener.onCall(call));
    }

    long faults() {
        return all.stream().mapToLong(guarded -> guarded.fuse.faults()).sum();
    }

    private void tell(Consumer<HopListener> event) {
        for (Guarded guarded : all) {
            if (guarded.fuse.isBlown()) {
                continue;
            }
            try {
                event.accept(guarded.listener);
            } catch (Throwable fault) {
                guarded.fuse.caught(fault);
            }
        }
    }

    private record Guarded(HopListener listener, Fuse fuse) {}
}
