package dev.insight.runner.cluster;

import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.discovery.ConsulConfig;
import dev.insight.runner.discovery.Instance;
import dev.insight.runner.discovery.Registry;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A runner among others of its region: of all paths, those are its own that fall to it by {@link Rendezvous} among the runners
 * that Consul says are well. Who cannot ask Consul goes by what it said last; who never could has all paths, for a path
 * that is probed twice is better than one that is not. Thread-safe.
 */
public final class Member implements TargetSource, AutoCloseable {
    private static final int MOST_BYTES = 4 << 20;
    /** A Consul that has not answered by then is taken to be away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MemberConfig config;
    private final TargetSource all;
    private final Runnable changed;
    private final Ticker ticker;
    private final long startNanos;
    private final Registration registration;
    private final @Nullable Registry watch;
    private volatile @Nullable Set<String> members;

    private Member(MemberConfig config, TargetSource all, Ticker ticker, Runnable changed) throws IOException {
        this.config = config;
        this.all = all;
        this.ticker = ticker;
        this.changed = changed;
        startNanos = ticker.nanos();
        registration = Registration.start(config, Fetch.upTo(MOST_BYTES, config.ca(), "register.ca"));
        watch = config.owners() == 0
                ? null
                : new ConsulConfig(config.consul(), config.service(), null, true, config.token(), config.ca())
                        .start(ticker, this::found);
    }

    /**
     * Registers with Consul, and begins to ask who else is there if paths are shared.
     *
     * @param all the paths of the region
     * @param changed told when the own paths may have changed
     * @throws IOException if that cannot begin; the message says why
     */
    public static Member join(MemberConfig config, TargetSource all, Ticker ticker, Runnable changed)
            throws IOException {
        return new Member(config, all, ticker, changed);
    }

    private void found(List<Instance> instances) {
        Set<String> latest = new TreeSet<>();
        for (Instance instance : instances) {
            if (config.region().equals(instance.says().get(Instance.PREFIX + "region"))) {
                latest.add(instance.id());
            }
        }
        members = latest;
        changed.run();
    }

    @Override
    public List<Probe> probes() {
        Set<String> known = members;
        if (config.owners() == 0 || (known == null && ticker.nanos() - startNanos > PATIENCE.toNanos())) {
            return all.probes();
        }
        if (known == null) {
            return List.of(); // in a moment
        }
        return all.probes().stream().filter(probe -> isOwn(probe, known)).toList();
    }

    private boolean isOwn(Probe probe, Set<String> known) {
        return Rendezvous.owns(config.id(), known, config.owners(), probe.path().toString());
    }

    @Override
    public Duration age() {
        Duration targets = all.age();
        Duration others = watch == null ? Duration.ZERO : watch.age();
        return targets.compareTo(others) > 0 ? targets : others;
    }

    /** Takes leave of Consul and the others. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        registration.close();
    }
}
