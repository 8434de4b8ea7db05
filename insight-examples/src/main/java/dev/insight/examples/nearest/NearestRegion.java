package dev.insight.examples.nearest;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which region answers soonest: give it to an {@code Insight} as a listener. Thread-safe. */
public final class NearestRegion implements InsightListener {
    private final Map<String, Long> latencyNanos = new ConcurrentHashMap<>();

    /** The region whose latest answer came soonest; empty while none answers. */
    public Optional<String> name() {
        return latencyNanos.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    @Override
    public void onReport(ProbeReport report) {
        ProbeResult result = report.result();
        String region = result.slot().probe().path().target();
        if (result.slot().kind() != ProbeKind.WARM) {
            return;
        }
        if (result.isMeasurement()) {
            latencyNanos.put(region, result.latencyNanos());
        } else if (!result.outcome().isOk()) {
            latencyNanos.remove(region);
        }
    }

    @Override
    public void onRemoved(Probe probe) {
        latencyNanos.remove(probe.path().target());
    }
}
