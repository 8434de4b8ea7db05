package dev.insight.runner.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus reads, as text. */
record Scrape(String text) {
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern BUCKET =
            Pattern.compile("(?m)^insight_probe_duration_seconds_bucket\\{.*le=\"([0-9.E-]+)\"");

    static Scrape of(PrometheusMetrics metrics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            metrics.write(null, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(out.toString(StandardCharsets.UTF_8));
    }

    Set<String> families() {
        return FAMILY.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The bounds of the buckets, without the last, which is infinite. */
    List<String> buckets() {
        return BUCKET.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** How many series have {@code label}. */
    long series(String label) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(label))
                .count();
    }
}
