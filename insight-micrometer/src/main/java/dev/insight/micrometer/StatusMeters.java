package dev.insight.micrometer;

import dev.insight.InsightStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;

/** How the prober itself does; made with the first status, so that nothing is said before it is known. */
final class StatusMeters {
    private final MeterRegistry registry;
    private final MeterGroup group;
    private volatile InsightStatus latest = new InsightStatus(0, 0, 0, 0, 0, Duration.ZERO, false);
    private boolean registered;

    StatusMeters(MeterRegistry registry) {
        this.registry = registry;
        group = new MeterGroup(registry, Tags.empty());
    }

    /** Called by one thread at a time. */
    void set(InsightStatus status) {
        latest = status;
        if (!registered) {
            registered = true;
            register();
        }
    }

    void close() {
        group.removeAll();
    }

    private void register() {
        group.gauge(MeterNames.TARGETS, "Paths that are probed.", () -> latest.paths());
        group.gauge(MeterNames.CHANNELS, "Channels that are open.", () -> latest.channels());
        group.gauge(MeterNames.PROBES_OUTSTANDING, "Probes sent and not yet answered.", () -> latest.outstanding());
        group.keep(Gauge.builder(
                        MeterNames.DISCOVERY_AGE, () -> latest.targetsAge().toNanos() / 1e9)
                .description("Age of the list of targets.")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry));
        group.keep(FunctionCounter.builder(MeterNames.REPORTS_DROPPED, this, self -> self.latest.droppedReports())
                .description("Reports lost because listeners could not keep up.")
                .register(registry));
        group.keep(FunctionCounter.builder(MeterNames.LISTENER_FAULTS, this, self -> self.latest.listenerFaults())
                .description("Exceptions that listeners or the source of targets threw.")
                .register(registry));
    }
}
