package dev.insight.runner.global;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the global view is read. Immutable.
 *
 * @param prometheus a Prometheus, or what speaks its HTTP API; before {@code /api/v1}
 * @param bearer sent as {@code Authorization: Bearer}, or null
 * @param ca PEM file of the authorities trusted under HTTPS, or null for the system's
 * @param interval between two readings
 * @param silentAfter how old the newest sample of a source may be, at most five minutes
 * @param sources those that are to be there; others are found
 * @param replicaLabel tells the servers of a pair apart that scrape the same runners
 */
public record GlobalConfig(
        URI prometheus,
        @Nullable String bearer,
        @Nullable Path ca,
        Duration interval,
        Duration silentAfter,
        List<String> sources,
        String replicaLabel) {
    public GlobalConfig {
        sources = List.copyOf(sources);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "GlobalConfig[" + prometheus + ", every " + interval + "]";
    }
}
