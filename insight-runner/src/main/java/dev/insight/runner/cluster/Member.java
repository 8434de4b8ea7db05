package dev.insight.runner.cluster;

import dev.insight.InsightListener;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.VantageSource;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.discovery.ConsulConfig;
import dev.insight.runner.discovery.Instance;
import dev.insight.runner.discovery.Registry;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A runner among others of its region: of all paths, those are its own that fall to it by {@link Rendezvous} among the runners
 * that Consul says are well and that know the same paths. Who cannot ask Consul goes by what it said last; who never could
 * has all paths, as has who knows others than the rest: a path that is probed twice is better than one that is not.
 * Thread-safe.
 */
public final class Member implements TargetSource, VantageSource, AutoCloseable {
    /** What a runner says of itself: where it is, and which paths its region has as far as it knows, as a digest. */
    private static final String REGION = Instance.PREFIX + "region";

    private static final String PATHS = Instance.PREFIX + "paths";
    private static final int MOST_BYTES = 4 << 20;
    /** A Consul that has not answered by then is taken to be away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MemberConfig config;
    private final TargetSource all;
    private final Ticker ticker;
    private final long startNanos;
    private @Nullable Fetch fetch;
    private @Nullable Registration registration;
    private volatile @Nullable Registry watch;
    private volatile @Nullable List<Instance> runners;
    private final Sightings sightings = new Sightings();
    private volatile Map<String, Instance> members = Map.of();
    private volatile List<Probe> own = List.of();

    private Member(MemberConfig config, TargetSource all, Ticker ticker) {
        this.config = config;
        this.all = all;
        this.ticker = ticker;
        startNanos = ticker.nanos();
    }

    /** A runner that nobody knows yet, and that so has no paths for a moment if they are shared. */
    public static Member of(MemberConfig config, TargetSource all, Ticker ticker) {
        return new Member(config, all, ticker);
    }

    /**
     * Registers with Consul, and begins to ask who else is there if paths are shared: to be done once this runner serves.
     *
     * @param changed told when the own paths may have changed
     * @throws IOException if that cannot begin; the message says why
     */
    public synchronized void join(Runnable changed) throws IOException {
        fetch = Fetch.upTo(MOST_BYTES, config.ca(), "register.ca");
        registration = Registration.start(config, fetch, this::says);
        if (config.owners() > 0) {
            watch = new ConsulConfig(config.consul(), config.service(), null, true, config.token(), config.ca())
                    .start(ticker, latest -> {
                        runners = latest;
                        changed.run();
                    });
        }
    }

    private Map<String, String> says() {
        Map<String, String> says = new LinkedHashMap<>();
        says.put(REGION, config.region());
        says.put(PATHS, Digest.of(all.probes()));
        if (config.owners() > 1) {
            says.putAll(sightings.says());
        }
        return says;
    }

    /** Is to be told of what this runner finds, for others to know. */
    public InsightListener listener() {
        return sightings;
    }

    @Override
    public List<Probe> probes() {
        List<Probe> probes = all.probes();
        List<Instance> known = runners;
        if (config.owners() == 0 || (known == null && ticker.nanos() - startNanos > PATIENCE.toNanos())) {
            return probes;
        }
        if (known == null) {
            return List.of(); // in a moment
        }
        Map<String, Instance> sharing = sharing(known, Digest.of(probes));
        members = sharing;
        own = probes.stream()
                .filter(probe -> owns(config.id(), sharing, probe.path()))
                .toList();
        return own;
    }

    /** Those who share {@code paths}: of others of this region, nobody knows whether they probe what is this one's. */
    private Map<String, Instance> sharing(List<Instance> known, String paths) {
        Map<String, Instance> sharing = new HashMap<>();
        for (Instance instance : known) {
            boolean isOfRegion = config.region().equals(instance.says().get(REGION));
            if (isOfRegion && paths.equals(instance.says().get(PATHS))) {
                sharing.put(instance.id(), instance);
            }
        }
        return sharing;
    }

    private boolean owns(String id, Map<String, Instance> sharing, PathId path) {
        return Rendezvous.owns(id, sharing.keySet(), config.owners(), path.toString());
    }

    /**
     * Of the others that probe one of the paths that suffer, those that have an incident on the way: of which component, two
     * who see the same fault may differ. While Consul cannot be asked, nobody knows what others see.
     */
    @Override
    public Vantage vantage(Verdict verdict) {
        Registry asked = watch;
        if (config.owners() < 2 || asked == null || !asked.age().isZero() || verdict.cause() == Cause.PROBER_IMPAIRED) {
            return Vantage.ALONE;
        }
        Map<String, Instance> sharing = members;
        Set<String> way = way(verdict);
        int seen = 1;
        int of = 1;
        for (Instance other : sharing.values()) {
            Set<String> components = Sightings.of(other.says());
            if (components != null && isWitness(other.id(), sharing, verdict)) {
                of++;
                boolean sees = components.stream().anyMatch(each -> isOn(way, each, verdict.component()));
                seen += sees ? 1 : 0;
            }
        }
        return new Vantage(seen, of);
    }

    /** Whether it is the same component or another on the way, a prober by itself left out: that is another's own trouble. */
    private boolean isOn(Set<String> way, String component, String suspect) {
        return component.equals(suspect)
                || (!component.equals("prober-" + config.region())
                        && way.containsAll(List.of(component.split(">", -1))));
    }

    /** The names of all that the calls of the paths that suffer pass. */
    private Set<String> way(Verdict verdict) {
        Set<String> way = new HashSet<>();
        way.add("prober-" + config.region());
        for (Probe probe : own) {
            if (verdict.paths().contains(probe.path())) {
                way.addAll(probe.route().hops());
            }
        }
        return way;
    }

    private boolean isWitness(String id, Map<String, Instance> sharing, Verdict verdict) {
        return !id.equals(config.id()) && verdict.paths().stream().anyMatch(path -> owns(id, sharing, path));
    }

    @Override
    public Duration age() {
        Registry asked = watch;
        Duration targets = all.age();
        Duration others = asked == null ? Duration.ZERO : asked.age();
        return targets.compareTo(others) > 0 ? targets : others;
    }

    /** Takes leave of Consul, so that others begin at once; goes on with what are its own paths until it is asked no more. */
    @Override
    public synchronized void close() {
        Registry asked = watch;
        if (asked != null) {
            asked.close();
        }
        if (registration != null) {
            registration.close();
            registration = null;
        }
        if (fetch != null) {
            fetch.close();
        }
    }
}
