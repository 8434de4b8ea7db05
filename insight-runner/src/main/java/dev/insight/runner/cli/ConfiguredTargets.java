package dev.insight.runner.cli;

import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.ConfigException;
import dev.insight.runner.config.ConfigFile;
import dev.insight.runner.config.RunnerConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/** The targets of a configuration file as it was when last read well. Thread-safe. */
final class ConfiguredTargets implements TargetSource {
    private static final Logger LOGGER = System.getLogger(ConfiguredTargets.class.getName());

    private final Path file;
    private volatile RunnerConfig config;

    ConfiguredTargets(Path file) throws ConfigException {
        this.file = file;
        config = ConfigFile.read(file);
    }

    /**
     * Reads the file again.
     *
     * @throws ConfigException with every problem of the file; the targets stay as they were
     */
    void reload() throws ConfigException {
        RunnerConfig before = config;
        RunnerConfig now = ConfigFile.read(file);
        config = now;
        if (!before.listen().equals(now.listen()) || !before.http().equals(now.http())) {
            LOGGER.log(Level.WARNING, "insight: listen and http are taken up at the next start");
        }
    }

    RunnerConfig config() {
        return config;
    }

    @Override
    public List<Probe> probes() {
        return config.probes();
    }
}
