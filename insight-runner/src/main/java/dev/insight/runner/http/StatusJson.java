package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.seconds;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.InsightStatus;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import dev.insight.runner.history.HistoryUsage;
import dev.insight.runner.region.Place;
import dev.insight.runner.region.Places;
import dev.insight.runner.region.RegionConfig;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathStore;
import dev.insight.runner.store.ProberSnapshot;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to know of this runner itself, as JSON. Thread-safe. */
final class StatusJson {
    private final PathStore store;
    private final StatusSources from;
    private final long startedEpochMicros;
    private final boolean hasGlobal;

    StatusJson(PathStore store, StatusSources from, boolean hasGlobal) {
        this.store = store;
        this.from = from;
        this.hasGlobal = hasGlobal;
        startedEpochMicros = from.ticker.epochMicros();
    }

    /** Writes it as an object. */
    void write(JsonGenerator out) throws IOException {
        Set<PathId> paths = store.names();
        InsightStatus insight = from.insight.get();
        out.writeStartObject();
        out.writeStringField("version", version());
        out.writeNumberField("now", seconds(from.ticker.epochMicros()));
        out.writeNumberField("started", seconds(startedEpochMicros));
        Set<String> sources = paths.stream().map(PathId::source).collect(Collectors.toCollection(TreeSet::new));
        out.writeArrayFieldStart("sources");
        for (String source : sources) {
            out.writeString(source);
        }
        out.writeEndArray();
        out.writeNumberField("paths", paths.size());
        if (insight == null) {
            out.writeNullField("outstanding");
            out.writeNullField("dropped_reports");
        } else {
            out.writeNumberField("outstanding", insight.outstanding());
            out.writeNumberField("dropped_reports", insight.droppedReports());
        }
        writeProber(sources, out);
        writeRegions(paths, from.regions.get(), out);
        writeHistory(from.history.get(), out);
        out.writeBooleanField("global", hasGlobal);
        String kept = from.incidentsKept;
        if (kept == null) {
            out.writeNullField("incidents_kept");
        } else {
            out.writeStringField("incidents_kept", kept);
        }
        out.writeEndObject();
    }

    private void writeProber(Set<String> sources, JsonGenerator out) throws IOException {
        ProberSnapshot prober = store.prober();
        List<Verdict> impairments = impairments(sources);
        String why = !impairments.isEmpty() ? sentence(impairments) : prober.isImpaired() ? sentence(prober) : null;
        long since =
                impairments.stream().mapToLong(Verdict::sinceEpochMicros).min().orElse(prober.sinceEpochMicros());
        out.writeObjectFieldStart("prober");
        out.writeBooleanField("impaired", why != null);
        if (why == null || since == HopStamp.ABSENT) {
            out.writeNullField("why");
            out.writeNullField("since");
        } else {
            out.writeStringField("why", why);
            out.writeNumberField("since", seconds(since));
        }
        out.writeNumberField("tainted_last_minute", prober.tainted());
        out.writeEndObject();
    }

    /** What open incidents say of the probers here, by their names: others' runners may be told of in a store as well. */
    private List<Verdict> impairments(Set<String> sources) {
        return store.incidents().stream()
                .filter(IncidentSnapshot::isOpen)
                .map(IncidentSnapshot::latest)
                .filter(verdict -> verdict.cause() == Cause.PROBER_IMPAIRED
                        && verdict.component().startsWith("prober-")
                        && sources.contains(verdict.component().substring("prober-".length())))
                .sorted(Comparator.comparing(Verdict::component))
                .toList();
    }

    /** What is said of the first, of all: they share a process, and with it what they suffer. */
    private static String sentence(List<Verdict> impairments) {
        Verdict first = impairments.get(0);
        String said = first.evidence().sentence();
        String prefix = first.component() + ": ";
        String names = impairments.stream().map(Verdict::component).collect(Collectors.joining(", "));
        return said.startsWith(prefix) ? names + ": " + said.substring(prefix.length()) : said;
    }

    private static String sentence(ProberSnapshot prober) {
        return "this prober stood still: of the last minute's " + (prober.ended() + prober.stalled()) + " probes "
                + prober.tainted() + " were under way meanwhile and tell nothing, and " + prober.stalled()
                + " could not be sent in time; see whether its host is short of CPU or memory";
    }

    private static void writeRegions(Set<PathId> paths, Map<String, RegionConfig> configured, JsonGenerator out)
            throws IOException {
        Set<String> regions = new TreeSet<>();
        for (PathId path : paths) {
            regions.add(path.source());
            regions.add(path.target());
        }
        out.writeObjectFieldStart("regions");
        for (String region : regions) {
            Place place = Places.of(region, configured);
            if (place == null) {
                out.writeNullField(region);
                continue;
            }
            out.writeObjectFieldStart(region);
            out.writeStringField("name", place.name());
            out.writeNumberField("lat", place.latitude());
            out.writeNumberField("lon", place.longitude());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeHistory(@Nullable HistoryUsage history, JsonGenerator out) throws IOException {
        if (history == null) {
            out.writeNullField("history");
            return;
        }
        out.writeObjectFieldStart("history");
        out.writeNumberField("paths", history.paths());
        out.writeNumberField("bytes", history.bytes());
        out.writeNumberField("bytes_per_path", history.bytes() / Math.max(1, history.paths()));
        out.writeNumberField("budget_bytes", history.budgetBytes());
        out.writeEndObject();
    }

    private static String version() {
        String version = StatusJson.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source)" : version;
    }
}
