package dev.insight.micrometer.prometheus;

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
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PrometheusMeterRegistry} whose timers with fixed buckets, as all of Insight's are, are histograms of its own:
 * a value is recorded without a lock in a fraction of the time, a series takes a sixth of the memory and no gauge of the
 * largest value beside it, and chosen histograms are native as well. Other meters are as Micrometer makes them.
 * Thread-safe.
 */
public final class HistogramRegistry extends PrometheusMeterRegistry {
    /** Series of one name whose label keys differ are kept apart, as client_java wants them. */
    private record Key(String name, List<String> labels) {}

    private final Map<Key, HistogramFamily> families = new HashMap<>();
    private final Set<String> nativeNames;
    private final Supplier<@Nullable Labels> trace;

    /** A registry whose histograms are classic ones. */
    public HistogramRegistry(PrometheusConfig config) {
        this(config, Set.of(), () -> null);
    }

    /**
     * A registry with native histograms.
     *
     * @param nativeNames the meters that are native histograms too, by their Micrometer names, such as {@code
     *     insight.probe.duration}: each series of them may take some kilobytes
     * @param trace the labels of an exemplar for what is being recorded on the thread that asks, or null; native
     *     histograms keep the latest of each bucket
     */
    public HistogramRegistry(
            PrometheusConfig config, Collection<String> nativeNames, Supplier<@Nullable Labels> trace) {
        super(config, new PrometheusRegistry(), Clock.SYSTEM);
        this.nativeNames = Set.copyOf(nativeNames);
        this.trace = trace;
        config().onMeterRemoved(this::forget);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig statistics, PauseDetector pauses) {
        double[] nanos = statistics.getServiceLevelObjectiveBoundaries();
        boolean hasOtherBuckets =
                Boolean.TRUE.equals(statistics.isPercentileHistogram()) || statistics.isPublishingPercentiles();
        if (nanos == null || nanos.length == 0 || hasOtherBuckets) {
            return super.newTimer(id, statistics, pauses);
        }
        synchronized (families) {
            Key key = key(id);
            MetricMetadata metadata = new MetricMetadata(key.name(), help(id));
            HistogramFamily family = families.get(key);
            if (family == null) {
                family = new HistogramFamily(metadata, key.labels());
                getPrometheusRegistry().register(family);
                families.put(key, family);
            }
            HistogramSeries series = family.add(values(id), maker(id, metadata, new HistogramBounds(nanos)));
            return new HistogramTimer(id, clock, pauses, getBaseTimeUnit(), series);
        }
    }

    private Function<Labels, HistogramSeries> maker(Meter.Id id, MetricMetadata metadata, HistogramBounds bounds) {
        return nativeNames.contains(id.getName())
                ? labels -> new NativeSeries(
                        metadata.getPrometheusName(), labels, bounds, new LatestExemplars(bounds, trace, clock))
                : labels -> new ClassicSeries(labels, bounds, clock.wallTime());
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
