package dev.insight.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers cold probes at once, or has no room. */
final class FakeColdProber implements ColdProber {
    final List<Slot> slots = new ArrayList<>();
    boolean hasRoom = true;
    boolean closed;

    @Override
    public boolean send(Slot slot, Consumer<ProbeResult> completion) {
        if (hasRoom) {
            slots.add(slot);
            completion.accept(
                    ProbeResult.builder(slot, Outcome.ok()).latencyNanos(1).build());
        }
        return hasRoom;
    }

    @Override
    public void close() {
        closed = true;
    }
}
