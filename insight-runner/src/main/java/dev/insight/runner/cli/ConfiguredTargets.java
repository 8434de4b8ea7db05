package dev.insight.runner.cli;

import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.ConfigFile;
import dev.insight.runner.config.DiscoveredTargets;
import dev.insight.runner.config.RunnerConfig;
import dev.insight.runner.discovery.ConsulWatch;
import dev.insight.runner.discovery.Instance;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a configuration file as it was when last read well, and those that are discovered the way it says.
 * Thread-safe.
 */
final class ConfiguredTargets implements TargetSource, AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ConfiguredTargets.class.getName());

    private final Path file;
    private volatile RunnerConfig config;
    private volatile List<Probe> probes;
    private volatile @Nullable ConsulWatch watch;
    private List<Instance> instances = List.of();

    ConfiguredTargets(Path file) throws ConfigException {
        this.file = file;
        config = ConfigFile.read(file);
        probes = config.probes();
    }

    /**
     * Begins to discover, if the file says so.
     *
     * @throws IOException if that cannot begin; the message says why
     */
    synchronized void start() throws IOException {
        DiscoveredTargets discovery = config.discovery();
        if (discovery != null) {
            watch = ConsulWatch.start(discovery.consul(), Ticker.system(), this::found);
        }
    }

    /**
     * Reads the file again.
     *
     * @throws ConfigException with every problem of the file; the targets stay as they were
     * @throws IOException if what it says now cannot begin; the targets stay as they were
     */
    synchronized void reload() throws ConfigException, IOException {
        RunnerConfig before = config;
        RunnerConfig now = ConfigFile.read(file);
        boolean isSameConsul = Objects.equals(
                before.discovery() == null ? null : before.discovery().consul(),
                now.discovery() == null ? null : now.discovery().consul());
        ConsulWatch old = watch;
        if (!isSameConsul) {
            watch = now.discovery() == null
                    ? null
                    : ConsulWatch.start(now.discovery().consul(), Ticker.system(), this::found);
            if (old != null) {
                old.close();
            }
        }
        config = now;
        combine();
        boolean isSame = before.listen().equals(now.listen())
                && before.http().equals(now.http())
                && Objects.equals(before.hostLoad(), now.hostLoad());
        if (!isSame) {
            LOGGER.log(Level.WARNING, "insight: listen, http and host_load are taken up at the next start");
        }
    }

    RunnerConfig config() {
        return config;
    }

    private synchronized void found(List<Instance> latest) {
        instances = latest;
        combine();
    }

    /** What the file itself lists comes first, so a path that is discovered as well is probed as the file says. */
    private void combine() {
        RunnerConfig now = config;
        if (now.discovery() == null) {
            probes = now.probes();
            return;
        }
        List<Probe> all = new ArrayList<>(now.probes());
        Set<PathId> known = new HashSet<>();
        all.forEach(probe -> known.add(probe.path()));
        for (Probe probe :
                now.discovery().probes(instances, problem -> LOGGER.log(Level.WARNING, "insight: " + problem))) {
            if (known.add(probe.path())) {
                all.add(probe);
            }
        }
        probes = List.copyOf(all);
    }

    @Override
    public List<Probe> probes() {
        return probes;
    }

    @Override
    public Duration age() {
        ConsulWatch now = watch;
        return now == null ? Duration.ZERO : now.age();
    }

    /** Discovers no more. */
    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
