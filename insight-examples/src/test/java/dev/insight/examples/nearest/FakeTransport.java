package dev.insight.examples.nearest;

import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Slot;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Answers at once with the latency a test has set for the region; regions without one are down. */
final class FakeTransport implements ProbeTransport {
    private final Map<String, Duration> latencies = new ConcurrentHashMap<>();

    void answer(String region, Duration latency) {
        latencies.put(region, latency);
    }

    void fail(String region) {
        latencies.remove(region);
    }

    @Override
    public Session open(Probe probe) {
        return new Session() {
            @Override
            public void send(Slot slot, Consumer<ProbeResult> completion) {
                Duration latency = latencies.get(probe.path().target());
                completion.accept(
                        latency == null
                                ? ProbeResult.builder(slot, Outcome.failed("UNAVAILABLE", Phase.CONNECT, "down"))
                                        .build()
                                : ProbeResult.builder(slot, Outcome.ok())
                                        .latencyNanos(latency.toNanos())
                                        .build());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public void close() {}
}
