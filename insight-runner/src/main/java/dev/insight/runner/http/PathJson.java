package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.millis;
import static dev.insight.runner.replay.JsonNumbers.seconds;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.probe.Outcome;
import dev.insight.probe.PathId;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.ProbeResult;
import dev.insight.runner.store.ColdSnapshot;
import dev.insight.runner.store.HopSnapshot;
import dev.insight.runner.store.PartialSnapshot;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.Quantiles;
import dev.insight.runner.store.TermSnapshot;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Paths as JSON: stable keys, durations in milliseconds to the microsecond, times in epoch seconds. */
public final class PathJson {
    private PathJson() {}

    /** Writes {@code path} as an object, without its parts and its past. */
    public static void writeSummary(PathSnapshot path, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeHead(path, out);
        out.writeEndObject();
    }

    /** Writes all of {@code path} as an object. */
    public static void writeDetail(PathSnapshot path, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeHead(path, out);
        out.writeArrayFieldStart("terms");
        for (TermSnapshot term : path.terms()) {
            writeTerm(term, path.baseline(), out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("hops");
        int position = 0;
        for (HopSnapshot hop : path.hops()) {
            writeHop(hop, ++position, out);
        }
        out.writeEndArray();
        writeCold(path.lastCold(), out);
        PathDetailJson.writePast(path, out);
        out.writeEndObject();
    }

    private static void writeHead(PathSnapshot path, JsonGenerator out) throws IOException {
        PathId id = path.probe().path();
        out.writeStringField("id", path.id());
        out.writeStringField("url", url(id));
        out.writeStringField("source", id.source());
        out.writeStringField("target", id.target());
        out.writeStringField("route", id.route());
        out.writeStringField("service", id.service());
        out.writeNumberField("interval_ms", path.probe().interval().toMillis());
        out.writeNumberField("timeout_ms", path.probe().timeout().toMillis());
        out.writeBooleanField("up", path.isUp());
        out.writeStringField("state", path.condition().label());
        out.writeStringField("diagnosis", path.diagnosis().label());
        writeNullable("suspect", path.status() == null ? null : path.status().suspect(), out);
        writeNullable("hint", path.status() == null ? null : path.status().hint(), out);
        out.writeNumberField("probes", path.probes());
        out.writeNumberField("failures", path.failures());
        out.writeNumberField("skipped", path.skipped());
        out.writeNumberField("tainted", path.tainted());
        writeLatency(path.latency(), out);
        writeBaseline(path.baseline() == null ? null : path.baseline().whole(), out);
        RecentJson.write(path, out);
        if (path.last() == null) {
            out.writeNullField("last");
        } else {
            writeLast(path.last().result(), out);
        }
    }

    private static void writeLast(ProbeResult result, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("last");
        out.writeNumberField("t", seconds(result.slot().intendedEpochMicros()));
        writeOutcome(result.outcome(), out);
        writeMillis("latency_ms", result.latencyNanos(), out);
        out.writeBooleanField("tainted", result.tainted());
        writeNullable("peer", result.peer(), out);
        writeNullable("trace_id", result.traceId(), out);
        out.writeEndObject();
    }

    private static void writeLatency(Quantiles quantiles, JsonGenerator out) throws IOException {
        if (quantiles.isEmpty()) {
            out.writeNullField("latency_ms");
            return;
        }
        out.writeObjectFieldStart("latency_ms");
        out.writeNumberField("count", quantiles.count());
        out.writeNumberField("last", millis(quantiles.lastNanos()));
        out.writeNumberField("p50", millis(quantiles.p50Nanos()));
        out.writeNumberField("p90", millis(quantiles.p90Nanos()));
        out.writeNumberField("p99", millis(quantiles.p99Nanos()));
        out.writeNumberField("max", millis(quantiles.maxNanos()));
        out.writeEndObject();
    }

    private static void writeBaseline(PathBaseline.@Nullable Level usual, JsonGenerator out) throws IOException {
        if (usual == null) {
            out.writeNullField("baseline");
            return;
        }
        out.writeObjectFieldStart("baseline");
        out.writeNumberField("p50_ms", millis(usual.p50Nanos()));
        out.writeNumberField("p99_ms", millis(usual.p99Nanos()));
        out.writeNumberField("samples", usual.samples());
        out.writeEndObject();
    }

    private static void writeTerm(TermSnapshot term, @Nullable PathBaseline baseline, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", term.kind().name().toLowerCase(Locale.ROOT));
        out.writeStringField("name", term.name());
        out.writeStringField("display", term.display());
        out.writeNumberField("count", term.duration().count());
        out.writeNumberField("invalid", term.invalid());
        if (!term.duration().isEmpty()) {
            out.writeNumberField("last_ms", millis(term.duration().lastNanos()));
            out.writeNumberField("p50_ms", millis(term.duration().p50Nanos()));
            out.writeNumberField("p90_ms", millis(term.duration().p90Nanos()));
            out.writeNumberField("p99_ms", millis(term.duration().p99Nanos()));
        }
        if (term.kind() == Term.Kind.SELF && !term.queue().isEmpty()) {
            out.writeNumberField("queue_p50_ms", millis(term.queue().p50Nanos()));
            out.writeNumberField("queue_p99_ms", millis(term.queue().p99Nanos()));
        }
        RecentJson.write(term.recent(), out);
        writeBaseline(baseline == null ? null : baseline.terms().get(term.name()), out);
        out.writeEndObject();
    }

    private static void writeHop(HopSnapshot hop, int position, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", hop.name());
        out.writeNumberField("position", position);
        writeNullable("role", hop.role(), out);
        writeNullable("region", hop.region(), out);
        out.writeNumberField("stamped", hop.stamped());
        out.writeNumberField("missing", hop.missing());
        out.writeArrayFieldStart("nodes");
        for (String node : hop.nodes()) {
            out.writeString(node);
        }
        out.writeEndArray();
        out.writeBooleanField("passes_on", hop.passesOn());
        PartialSnapshot partial = hop.partial();
        if (partial == null) {
            out.writeNullField("partial");
        } else {
            out.writeObjectFieldStart("partial");
            out.writeNumberField("t", seconds(partial.lastEpochMicros()));
            writeOutcome(partial.lastOutcome(), out);
            out.writeNumberField("probes", partial.probes());
            out.writeNumberField("failures", partial.failures());
            writeLatency(partial.latency(), out);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeCold(@Nullable ColdSnapshot cold, JsonGenerator out) throws IOException {
        if (cold == null) {
            out.writeNullField("last_cold");
            return;
        }
        out.writeObjectFieldStart("last_cold");
        out.writeNumberField("t", seconds(cold.intendedEpochMicros()));
        writeOutcome(cold.outcome(), out);
        out.writeObjectFieldStart("phases_ms");
        for (PhaseTime time : cold.phases()) {
            out.writeNumberField(time.phase().label(), millis(time.nanos()));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    static void writeOutcome(Outcome outcome, JsonGenerator out) throws IOException {
        out.writeStringField("outcome", outcome.code());
        out.writeStringField("phase", outcome.phase().label());
        writeNullable("last_hop", outcome.lastHop(), out);
        writeNullable("message", outcome.message(), out);
    }

    static void writeNullable(String key, @Nullable String value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNullField(key);
        } else {
            out.writeStringField(key, value);
        }
    }

    static void writeMillis(String key, long nanos, JsonGenerator out) throws IOException {
        if (nanos < 0) {
            out.writeNullField(key);
        } else {
            out.writeNumberField(key, millis(nanos));
        }
    }

    static String url(PathId id) {
        return "/api/v1/paths/" + encode(id.source()) + "/" + encode(id.target()) + "/" + encode(id.route()) + "/"
                + encode(id.service());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
