package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that lists instances, as Prometheus's {@code file_sd} has them. Immutable.
 *
 * @param file JSON or YAML: a list of {@code targets} with their {@code labels}
 */
public record FileConfig(Path file) implements RegistryConfig {
    @Override
    public String subject() {
        return "the file " + file;
    }

    @Override
    public Registry start(Ticker ticker, Consumer<List<Instance>> changed) throws IOException {
        return FileWatch.start(file, ticker, changed);
    }
}
