package dev.insight.runner.cli;

import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.ConfigFile;
import dev.insight.runner.config.DiscoveredTargets;
import dev.insight.runner.config.RunnerConfig;
import dev.insight.runner.discovery.Instance;
import dev.insight.runner.discovery.Registry;
import dev.insight.runner.discovery.RegistryConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<RegistryConfig, Asked> asked = new LinkedHashMap<>();
    private Set<String> problems = Set.of();
    private volatile RunnerConfig config;
    private volatile List<Probe> probes;
    private volatile List<Registry> registries = List.of();

    /** A registry that is asked, and what it said last. */
    private static final class Asked {
        private @Nullable Registry registry;
        private List<Instance> instances = List.of();

        void close() {
            if (registry != null) {
                registry.close();
            }
        }
    }

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
        ask(config);
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
        ask(now);
        config = now;
        combine();
        if (!now.startsAs(before)) {
            LOGGER.log(
                    Level.WARNING,
                    "insight: " + String.join(", ", RunnerConfig.takenUpAtStart()) + " are taken up at the next start");
        }
    }

    /** Asks the registries that {@code wanted} names, goes on where they are asked already, and asks no others. */
    private void ask(RunnerConfig wanted) throws IOException {
        Map<RegistryConfig, Asked> next = new LinkedHashMap<>();
        try {
            for (DiscoveredTargets each : wanted.discovery()) {
                Asked known = asked.get(each.registry());
                next.put(each.registry(), known == null ? begin(each.registry()) : known);
            }
        } catch (IOException e) {
            next.values().removeAll(asked.values());
            next.values().forEach(Asked::close);
            throw e;
        }
        asked.values().stream().filter(each -> !next.containsValue(each)).forEach(Asked::close);
        asked.clear();
        asked.putAll(next);
        registries = asked.values().stream()
                .map(each -> each.registry)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What was known of the same thing, asked in another way, holds until there is an answer. */
    private Asked begin(RegistryConfig registry) throws IOException {
        Asked made = new Asked();
        asked.forEach((other, known) -> {
            if (other.subject().equals(registry.subject())) {
                made.instances = known.instances;
            }
        });
        made.registry = registry.start(Ticker.system(), latest -> found(made, latest));
        return made;
    }

    RunnerConfig config() {
        return config;
    }

    private synchronized void found(Asked of, List<Instance> latest) {
        of.instances = latest;
        combine();
    }

    /** What the file itself lists comes first, so a path that is discovered as well is probed as the file says. */
    private void combine() {
        RunnerConfig now = config;
        List<Probe> all = new ArrayList<>(now.probes());
        Set<PathId> known = new HashSet<>();
        Set<String> found = new LinkedHashSet<>();
        all.forEach(probe -> known.add(probe.path()));
        for (DiscoveredTargets each : now.discovery()) {
            Asked source = asked.get(each.registry());
            List<Instance> instances = source == null ? List.of() : source.instances;
            for (Probe probe : each.probes(instances, found::add)) {
                if (known.add(probe.path())) {
                    all.add(probe);
                }
            }
        }
        probes = List.copyOf(all);
        found.stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problem -> LOGGER.log(Level.WARNING, "insight: " + problem));
        problems = found;
    }

    @Override
    public List<Probe> probes() {
        return probes;
    }

    /** The oldest of what registries said. */
    @Override
    public Duration age() {
        Duration oldest = Duration.ZERO;
        for (Registry registry : registries) {
            Duration age = registry.age();
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        return oldest;
    }

    /** Discovers no more. */
    @Override
    public synchronized void close() {
        asked.values().forEach(Asked::close);
    }
}
