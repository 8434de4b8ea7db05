package dev.insight.micrometer;

import dev.insight.InsightListener;
import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes meters of what an {@code Insight} finds: latency of each path, split by hop and link, how its probes end,
 * which incidents are open, and how busy hosts are. The meters of a path leave with it. Only measurements enter latency series: warm probes that ended OK and that no
 * pause of this process overlaps. Labels come from the configuration, never from the wire; what is not on a path's
 * route counts as {@code other}. Thread-safe.
 *
 * <pre>{@code
 * Insight.builder(transport).listener(new InsightMetrics(registry))…
 * }</pre>
 *
 * Where the registry comes later, as with Spring, create one without and let it be bound; what is reported until then
 * is not counted.
 */
public final class InsightMetrics implements InsightListener, MeterBinder, AutoCloseable {
    private final Ticker ticker;
    private final Map<PathId, Probe> probes = new LinkedHashMap<>();
    private final Map<PathId, PathMeters> paths = new HashMap<>();
    private final Map<String, SourceMeters> sources = new HashMap<>();
    private @Nullable MeterRegistry registry;
    private @Nullable StatusMeters status;
    private @Nullable IncidentMeters incidents;
    private @Nullable LoadMeters loads;

    /** Metrics of no registry yet; {@link #bindTo} gives them one. */
    public InsightMetrics() {
        this(Ticker.system());
    }

    /** Metrics in {@code registry}. */
    public InsightMetrics(MeterRegistry registry) {
        this(Ticker.system());
        bindTo(registry);
    }

    /** Metrics of no registry yet, which tell a latency's age by {@code ticker}: the one the {@code Insight} was given. */
    public InsightMetrics(Ticker ticker) {
        this.ticker = Objects.requireNonNull(ticker, "ticker == null");
    }

    /**
     * Puts the meters into {@code newRegistry}; a second call with the same one does nothing.
     *
     * @throws IllegalStateException if they are in another registry already; a {@code CompositeMeterRegistry} is the way
     *     to have them in two
     */
    @Override
    public synchronized void bindTo(MeterRegistry newRegistry) {
        Objects.requireNonNull(newRegistry, "registry == null");
        if (registry == newRegistry) {
            return;
        }
        if (registry != null) {
            throw new IllegalStateException(
                    "already bound to " + registry + "; bind to a CompositeMeterRegistry instead");
        }
        registry = newRegistry;
        status = new StatusMeters(newRegistry);
        incidents = new IncidentMeters(newRegistry);
        loads = new LoadMeters(newRegistry);
        for (Probe probe : probes.values()) {
            addMeters(newRegistry, probe);
        }
    }

    @Override
    public synchronized void onAdded(Probe probe) {
        Probe before = probes.put(probe.path(), probe);
        if (before != null) {
            removeMeters(before);
        }
        if (registry != null) {
            addMeters(registry, probe);
        }
    }

    @Override
    public synchronized void onRemoved(Probe probe) {
        // A path that changed may be announced anew before its old self is told off; that one stays.
        if (probes.remove(probe.path(), probe)) {
            removeMeters(probe);
        }
    }

    @Override
    public synchronized void onReport(ProbeReport report) {
        PathMeters meters = paths.get(report.result().slot().probe().path());
        if (meters == null) {
            return;
        }
        meters.add(report);
        SourceMeters source = sources.get(meters.probe().path().source());
        if (source != null) {
            source.add(report.result());
        }
    }

    @Override
    public synchronized void onSkipped(Slot slot, SkipReason reason) {
        PathMeters meters = paths.get(slot.probe().path());
        if (meters != null) {
            meters.addSkipped();
        }
    }

    @Override
    public synchronized void onLoad(HostLoad load) {
        if (loads != null) {
            loads.set(load, ticker.nanos());
        }
    }

    @Override
    public synchronized void onVerdict(Verdict verdict) {
        if (incidents != null) {
            incidents.add(verdict, AllowedNames.component(verdict.component(), probes.values()));
        }
    }

    @Override
    public synchronized void onStatus(InsightStatus newStatus) {
        if (status != null) {
            status.set(newStatus);
        }
        long now = ticker.nanos();
        for (PathMeters meters : paths.values()) {
            meters.expire(now);
        }
        if (loads != null) {
            loads.expire(now);
        }
    }

    /** Takes every meter out of the registry; what is reported after is not counted. */
    @Override
    public synchronized void close() {
        paths.values().forEach(PathMeters::close);
        paths.clear();
        sources.values().forEach(SourceMeters::close);
        sources.clear();
        probes.clear();
        registry = null;
        if (status != null) {
            status.close();
            status = null;
        }
        if (incidents != null) {
            incidents.close();
            incidents = null;
        }
        if (loads != null) {
            loads.close();
            loads = null;
        }
    }

    private void addMeters(MeterRegistry to, Probe probe) {
        paths.put(probe.path(), new PathMeters(to, probe));
        sources.computeIfAbsent(probe.path().source(), source -> new SourceMeters(to, source))
                .retain();
    }

    private void removeMeters(Probe probe) {
        PathMeters meters = paths.remove(probe.path());
        if (meters == null) {
            return;
        }
        meters.close();
        String source = probe.path().source();
        sources.computeIfPresent(source, (key, lag) -> lag.release() ? null : lag);
    }
}
