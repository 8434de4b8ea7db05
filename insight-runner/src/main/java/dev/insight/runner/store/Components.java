package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Namesakes;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of hops and links over all paths. Their names are those of routes, and of paths whose routes name no hops a
 * bounded number from the wire. Thread-safe: written by the pipeline, read by anyone.
 */
public final class Components {
    private static final int MOST_HOPS = 4_096;

    /** By the keys of their hops. */
    private final ConcurrentMap<String, InstanceCalls> instances = new ConcurrentHashMap<>();

    private final HostCpus cpus;
    private final Ticker ticker;
    /** Those that are measured now. */
    private final Collection<PathState> paths;

    private volatile boolean hasLostPath;

    Components(Ticker ticker, Collection<PathState> paths) {
        this.ticker = ticker;
        this.paths = paths;
        cpus = new HostCpus(ticker);
    }

    /** {@code report} is of a path that is measured. */
    void add(ProbeReport report) {
        if (report.result().slot().kind() != ProbeKind.WARM || !report.result().isMeasurement()) {
            return;
        }
        List<HopStamp> stamps = report.result().path().stamps();
        for (Term term : report.decomposition().terms()) {
            if (term.kind() == Term.Kind.SELF && term.isValid()) {
                add(Namesakes.hop(term.name(), report.result().slot().probe()), term, stamps);
            }
        }
    }

    private void add(String key, Term term, List<HopStamp> stamps) {
        for (int i = 0; i < stamps.size(); i++) {
            HopStamp stamp = stamps.get(i);
            if (stamp.name().equals(term.name())) {
                InstanceCalls calls = instances.get(key);
                if (calls == null && instances.size() < MOST_HOPS) {
                    calls = instances.computeIfAbsent(key, each -> new InstanceCalls());
                }
                if (calls != null) {
                    calls.add(stamp.node(), term, ticker.nanos());
                }
                return;
            }
        }
    }

    void load(HostLoad load) {
        cpus.add(load);
    }

    void pathRemoved() {
        hasLostPath = true;
    }

    /** Forgets hops that no path has any more. */
    void forgetUnused() {
        if (hasLostPath) {
            hasLostPath = false;
            Set<String> used = new HashSet<>();
            paths.forEach(path -> path.termNames().forEach(name -> used.add(Namesakes.hop(name, path.probe()))));
            instances.keySet().retainAll(used);
        }
    }

    /** All of them, in the order of their names. */
    public List<ComponentSnapshot> all() {
        Map<String, ComponentParts> all = new TreeMap<>();
        long now = ticker.nanos();
        paths.forEach(path -> ComponentParts.collect(path, now, all));
        return all.entrySet().stream()
                .map(each -> each.getValue().snapshot(cpus.latest(each.getKey())))
                .toList();
    }

    /** The one called {@code name}, as {@link ComponentSnapshot#name()} has it, or null. */
    public @Nullable ComponentSnapshot find(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * The instances of the hop of this {@link ComponentNamesake#key()} that had its calls of the last five minutes, those that had
     * most first; at most 16.
     */
    public List<InstanceSnapshot> instances(String key) {
        InstanceCalls calls = instances.get(key);
        return calls == null ? List.of() : calls.snapshots(ticker.nanos());
    }

    /** How busy the hosts of {@code hop} were in the last 24 hours. */
    public List<CpuHistory> cpuHistories(String hop) {
        return cpus.histories(hop);
    }
}
