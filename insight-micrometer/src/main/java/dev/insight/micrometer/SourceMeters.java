package dev.insight.micrometer;

import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How late warm probes start, over all paths of one source. Not thread-safe; leaves with the last of its paths. */
final class SourceMeters {
    private final MeterGroup group;
    private @Nullable Timer startLag;
    private int paths;

    SourceMeters(MeterRegistry registry, String source) {
        group = new MeterGroup(registry, Tags.of("source", source));
    }

    void add(ProbeResult result) {
        if (result.slot().kind() != ProbeKind.WARM) {
            return;
        }
        if (startLag == null) {
            startLag =
                    group.timer(MeterNames.PROBE_START_LAG, "From a probe's intended start to the moment it was sent.");
        }
        startLag.record(Math.max(0, result.startLagNanos()), TimeUnit.NANOSECONDS);
    }

    void retain() {
        paths++;
    }

    /** Whether that was the last path. */
    boolean release() {
        paths--;
        if (paths == 0) {
            close();
        }
        return paths == 0;
    }

    void close() {
        group.removeAll();
    }
}
