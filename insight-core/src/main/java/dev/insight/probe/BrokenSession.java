package dev.insight.probe;

import java.util.function.Consumer;

/**
 * Stands in for a session that could not be opened, so that its path is seen to fail.
 *
 * @param why what a person should know
 */
record BrokenSession(String why) implements ProbeTransport.Session {
    @Override
    public void send(Slot slot, Consumer<ProbeResult> completion) {
        completion.accept(Outbox.failed(slot, "INTERNAL", why));
    }

    @Override
    public void close() {}
}
