package dev.insight.runner.cli;

import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.ConfigFile;
import dev.insight.runner.config.RunnerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The targets of a configuration file as it was when last read well. Thread-safe. */
final class ConfiguredTargets implements TargetSource {
    private final Path file;
    private volatile RunnerConfig config;
    private volatile boolean current = true;

    ConfiguredTargets(Path file) throws ConfigException {
        this.file = file;
        config = ConfigFile.read(file);
    }

    /** Reads the file again; what is wrong with it, in which case everything stays as it was. */
    synchronized Optional<String> reload() {
        try {
            config = ConfigFile.read(file);
            current = true;
            return Optional.empty();
        } catch (ConfigException e) {
            current = false;
            return Optional.of(e.getMessage());
        }
    }

    RunnerConfig config() {
        return config;
    }

    /** Whether the latest attempt to read the file succeeded. */
    boolean isCurrent() {
        return current;
    }

    @Override
    public List<Probe> probes() {
        return config.probes();
    }
}
