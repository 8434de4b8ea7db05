package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;

import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.export.ExportConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of the file's {@code export}, and what they make. */
final class ExportSection {
    private static final String METRICS_AT = "http://127.0.0.1:4318/v1/metrics";
    private static final String TRACES_AT = "http://127.0.0.1:4318/v1/traces";

    private static final Key<URI> ENDPOINT = optional(
            "endpoint", Addresses.endpoint(METRICS_AT), "none", "where metrics are sent, such as " + METRICS_AT);
    private static final Key<Duration> INTERVAL =
            preset("interval", Scalars.duration(Duration.ofSeconds(1)), "1m", "between two exports of metrics");
    private static final Key<Boolean> EXPONENTIAL = preset(
            "histograms",
            Scalars.choice("explicit", "exponential"),
            "explicit",
            "explicit, with the buckets that Prometheus sees, or exponential, OpenTelemetry's native ones");
    private static final Key<URI> TRACES = optional(
            "traces", Addresses.endpoint(TRACES_AT), "none", "where traces of probes are sent, such as " + TRACES_AT);
    private static final Key<Double> TRACE_RATIO = preset(
            "trace_ratio",
            Scalars.share(),
            "0.01",
            "the share of probes that services are asked to trace too; failed and slow ones are traced besides");
    private static final Key<Map<String, String>> HEADERS =
            optional("headers", HeaderForms.values(), "none", "sent with each request; never shown");
    private static final Key<Map<String, String>> HEADERS_FILE =
            optional("headers_file", HeaderForms.files(), "none", "headers whose values are read from files");
    private static final Key<Map<String, String>> RESOURCE = optional(
            "resource",
            new MapForm<>("attribute", ExportSection::checkAttribute, Scalars.text()),
            "service.name: insight-runner",
            "attributes that say who sends; service.instance.id is listen's unless set");
    private static final Key<Path> CA =
            optional("ca", FileForms.certificates(), "the system's", "trusted certificates of https endpoints");
    private static final Key<Fields> OTLP = optional(
            "otlp",
            Section.of(ENDPOINT, INTERVAL, EXPONENTIAL, TRACES, TRACE_RATIO, HEADERS, HEADERS_FILE, RESOURCE, CA),
            "none",
            "a receiver that speaks OTLP over HTTP");
    static final Key<Fields> EXPORT = optional(
                    "export", Section.of(OTLP), "none", "where metrics and traces go; Prometheus is always served")
            .takenUp(TakenUp.RESTART);

    private ExportSection() {}

    /** What the section says, or null if there is none. */
    static @Nullable ExportConfig read(Fields root, InetSocketAddress listen, Reading reading) {
        Fields export = root.get(EXPORT);
        Fields fields = export == null ? null : export.get(OTLP);
        if (fields == null) {
            return null;
        }
        if (!fields.has(ENDPOINT) && !fields.has(TRACES)) {
            reading.problem(fields.at, fields.path, "names nowhere to send to, write endpoint or traces");
        }
        goesWith(fields, ENDPOINT, INTERVAL, reading);
        goesWith(fields, ENDPOINT, EXPONENTIAL, reading);
        goesWith(fields, TRACES, TRACE_RATIO, reading);
        return new ExportConfig(
                fields.get(ENDPOINT),
                fields.get(TRACES),
                fields.orPreset(INTERVAL),
                fields.orPreset(EXPONENTIAL),
                fields.orPreset(TRACE_RATIO),
                headers(fields, reading),
                resource(fields, listen),
                fields.get(CA));
    }

    private static void goesWith(Fields fields, Key<?> needed, Key<?> key, Reading reading) {
        if (fields.has(key) && !fields.has(needed)) {
            reading.problem(fields.at(key), fields.path(key), "goes with " + needed.name + ", add that or remove this");
        }
    }

    /** Names of headers are the same in any case. */
    private static Map<String, String> headers(Fields fields, Reading reading) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        add(fields, HEADERS, headers, reading);
        add(fields, HEADERS_FILE, headers, reading);
        return headers;
    }

    private static void add(Fields fields, Key<Map<String, String>> key, Map<String, String> headers, Reading reading) {
        fields.get(key, Map.of()).forEach((name, value) -> {
            if (headers.putIfAbsent(name, value) != null) {
                reading.problem(
                        fields.at(key), fields.path(key) + "." + name, "stands twice among the headers, keep one");
            }
        });
    }

    private static Map<String, String> resource(Fields fields, InetSocketAddress listen) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "insight-runner");
        resource.put("service.instance.id", RegisterSection.hostName() + ":" + listen.getPort());
        resource.putAll(fields.get(RESOURCE, Map.of()));
        return resource;
    }

    private static void checkAttribute(String name) {
        if (name.isBlank() || name.length() > 255) {
            throw new IllegalArgumentException("is not an attribute's name, write it like deployment.environment.name");
        }
        if (name.startsWith("telemetry.sdk.")) {
            throw new IllegalArgumentException(Reading.quote(name) + " is set by the exporters, remove it");
        }
    }
}
