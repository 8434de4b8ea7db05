package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;
import static dev.insight.runner.config.Key.required;

import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.global.GlobalConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the file's {@code global}, and what they make. */
final class GlobalSection {
    private static final Key<URI> PROMETHEUS = required(
            "prometheus", Addresses.url(), "a Prometheus that has what all regions measure, or a Thanos Query");
    private static final Key<String> TOKEN_FILE =
            optional("token_file", FileForms.token(), "none", "a file whose content is sent as Authorization: Bearer");
    private static final Key<Path> CA =
            optional("ca", FileForms.certificates(), "the system's", "trusted certificates of an https address");
    private static final Key<Duration> INTERVAL = preset(
            "interval", Scalars.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)), "15s", "between two readings");
    private static final Key<Duration> SILENT_AFTER = preset(
            "silent_after",
            Scalars.duration(Duration.ofSeconds(5), Duration.ofMinutes(5)),
            "1m",
            "how old a source's newest sample may be; at least two of the intervals at which runners are scraped");
    private static final Key<List<String>> SOURCES = optional(
            "sources",
            new ListForm<>(Scalars.name(), 1_000),
            "those of the last day",
            "regions that are to be there; others are found");
    private static final Key<String> REPLICA_LABEL =
            preset("replica_label", Scalars.label(), "replica", "tells servers apart that scrape the same runners");
    static final Key<Fields> GLOBAL = optional(
                    "global",
                    Section.of(PROMETHEUS, TOKEN_FILE, CA, INTERVAL, SILENT_AFTER, SOURCES, REPLICA_LABEL),
                    "none",
                    "where all regions' measurements are read")
            .takenUp(TakenUp.RESTART);

    private GlobalSection() {}

    /** What the section says, or null if there is none. */
    static @Nullable GlobalConfig read(Fields root) {
        Fields fields = root.get(GLOBAL);
        URI prometheus = fields == null ? null : fields.get(PROMETHEUS);
        return fields == null || prometheus == null
                ? null
                : new GlobalConfig(
                        prometheus,
                        fields.get(TOKEN_FILE),
                        fields.get(CA),
                        fields.orPreset(INTERVAL),
                        fields.orPreset(SILENT_AFTER),
                        fields.get(SOURCES, List.of()),
                        fields.orPreset(REPLICA_LABEL));
    }
}
