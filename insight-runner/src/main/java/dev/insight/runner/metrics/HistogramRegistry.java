package dev.insight.runner.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Prometheus registry whose timers with buckets are histograms of ours: Micrometer's own know no native ones,
 * and add a gauge of the largest value to each series.
 */
final class HistogramRegistry extends PrometheusMeterRegistry {
    /** A native histogram costs up to some kilobytes a series, so only the one that matters most is one. */
    private static final Set<String> NATIVE = Set.of("insight.probe.duration");

    /** Series of one name whose label keys differ are kept apart, as client_java wants them. */
    private record Key(String name, List<String> labels) {}

    private final Map<Key, HistogramFamily> families = new HashMap<>();

    HistogramRegistry() {
        super(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
        config().onMeterRemoved(this::forget);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig statistics, PauseDetector pauses) {
        double[] bounds = statistics.getServiceLevelObjectiveBoundaries();
        if (bounds == null || bounds.length == 0) {
            return super.newTimer(id, statistics, pauses);
        }
        synchronized (families) {
            Key key = key(id);
            HistogramFamily family = families.get(key);
            if (family == null) {
                family = new HistogramFamily(key.name(), help(id), key.labels(), bounds, NATIVE.contains(id.getName()));
                getPrometheusRegistry().register(family);
                families.put(key, family);
            }
            return new HistogramTimer(id, clock, pauses, getBaseTimeUnit(), family.add(values(id), clock.wallTime()));
        }
    }

    private void forget(Meter meter) {
        if (!(meter instanceof HistogramTimer)) {
            return;
        }
        synchronized (families) {
            Key key = key(meter.getId());
            HistogramFamily family = families.get(key);
            if (family != null && family.remove(values(meter.getId()))) {
                families.remove(key);
                getPrometheusRegistry().unregister(family);
            }
        }
    }

    private Key key(Meter.Id id) {
        NamingConvention naming = config().namingConvention();
        return new Key(
                getConventionName(id),
                id.getTags().stream().map(tag -> naming.tagKey(tag.getKey())).toList());
    }

    private static List<String> values(Meter.Id id) {
        return id.getTags().stream().map(Tag::getValue).toList();
    }

    private static String help(Meter.Id id) {
        String description = id.getDescription();
        return description == null ? " " : description;
    }
}
