package dev.insight.runner.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One record as one line of JSON. Beyond the format's types {@code path}, {@code probe} and {@code host}:
 * {@code cold}, {@code skipped}, {@code removed}. Durations and shares are exact, so that what is read back is what was.
 */
final class RecordJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long USUAL_RESOLUTION_NANOS = 1_000;

    /** Writes the fields of a record. */
    private interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    private RecordJson() {}

    static String path(RecordedPath path) {
        return line("path", path.probe().path(), out -> {
            out.writeNumberField(
                    "interval_s", BigDecimal.valueOf(path.probe().interval().toMillis(), 3));
            out.writeArrayFieldStart("hops");
            for (var hop : path.hops().entrySet()) {
                out.writeStartObject();
                out.writeStringField("name", hop.getKey());
                writeIfKnown("role", hop.getValue().role(), out);
                writeIfKnown("region", hop.getValue().region(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    static String probe(ProbeResult result, RecordedPath path) {
        return line("probe", path.probe().path(), out -> {
            writeTime(result.slot().intendedEpochMicros(), out);
            writeOutcome(result, out);
            out.writeArrayFieldStart("hops");
            List<HopStamp> stamps = result.path().stamps();
            for (HopStamp stamp : stamps) {
                writeHop(stamp, path, out);
            }
            out.writeEndArray();
            writeIfKnown("stop", result.slot().stop(), out);
        });
    }

    static String cold(ProbeResult result) {
        return line("cold", result.slot().probe().path(), out -> {
            writeTime(result.slot().intendedEpochMicros(), out);
            writeOutcome(result, out);
            out.writeObjectFieldStart("phases_ms");
            for (PhaseTime time : result.phases()) {
                out.writeNumberField(time.phase().label(), millis(time.nanos()));
            }
            out.writeEndObject();
        });
    }

    static String skipped(Slot slot, SkipReason reason) {
        return line("skipped", slot.probe().path(), out -> {
            writeTime(slot.intendedEpochMicros(), out);
            out.writeStringField("kind", slot.kind().name().toLowerCase(Locale.ROOT));
            out.writeStringField("reason", reason.label());
            writeIfKnown("stop", slot.stop(), out);
        });
    }

    /** The path is measured no more. */
    static String removed(PathId path, long epochMicros) {
        return line("removed", path, out -> writeTime(epochMicros, out));
    }

    static String host(HostLoad load) {
        return line("host", out -> {
            writeTime(load.epochMicros(), out);
            out.writeStringField("name", load.hop());
            writeIfKnown("node", load.node(), out);
            out.writeNumberField("cpu", load.cpu());
        });
    }

    private static String line(String type, PathId path, Fields fields) {
        return line(type, out -> {
            out.writeStringField("source", path.source());
            out.writeStringField("target", path.target());
            out.writeStringField("route", path.route());
            out.writeStringField("service", path.service());
            fields.write(out);
        });
    }

    private static String line(String type, Fields fields) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("type", type);
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written to", e);
        }
        return line.toString();
    }

    private static void writeTime(long epochMicros, JsonGenerator out) throws IOException {
        out.writeNumberField("t", BigDecimal.valueOf(epochMicros, 6));
    }

    /** A call without a latency of its own, for it failed, shows how long it took to fail. */
    private static void writeOutcome(ProbeResult result, JsonGenerator out) throws IOException {
        out.writeStringField("outcome", result.outcome().code());
        out.writeStringField("phase", result.outcome().phase().label());
        long nanos = result.latencyNanos() >= 0 ? result.latencyNanos() : result.endNanos() - result.startNanos();
        out.writeNumberField("latency_ms", millis(nanos));
        out.writeNumberField("start_lag_ms", millis(result.startLagNanos()));
        out.writeBooleanField("tainted", result.tainted());
    }

    private static void writeHop(HopStamp stamp, RecordedPath path, JsonGenerator out) throws IOException {
        RecordedPath.Hop known = path.hop(stamp.name());
        out.writeStartObject();
        out.writeStringField("name", stamp.name());
        writeIfKnown("role", known != null && known.role() != null ? known.role() : stamp.role(), out);
        writeIfKnown("region", known != null && known.region() != null ? known.region() : stamp.region(), out);
        writeIfKnown("node", stamp.node(), out);
        writeMillis("total_ms", stamp.totalNanos(), out);
        // A service calls no one: that is no time upstream, not an unknown one.
        boolean isService = known != null && "service".equals(known.role());
        writeMillis("upstream_ms", isService ? Math.max(0, stamp.upstreamNanos()) : stamp.upstreamNanos(), out);
        writeMillis("queue_ms", stamp.queueNanos(), out);
        writeFidelity(stamp, out);
        if (stamp.origin() != null) {
            out.writeStringField("error", stamp.origin().name().toLowerCase(Locale.ROOT));
        }
        out.writeEndObject();
    }

    /** What decides whether a stamp's times are believed, where it is not as usual. */
    private static void writeFidelity(HopStamp stamp, JsonGenerator out) throws IOException {
        if (stamp.resolutionNanos() != USUAL_RESOLUTION_NANOS) {
            writeMillis("resolution_ms", stamp.resolutionNanos(), out);
        }
        if (stamp.fanOut() > 1 || (stamp.fanOut() == 0 && stamp.upstreamNanos() >= 0)) {
            out.writeNumberField("fan_out", stamp.fanOut());
        }
        if (stamp.kind() == HopStamp.Kind.STREAM) {
            out.writeBooleanField("stream", true);
        }
    }

    private static void writeMillis(String key, long nanos, JsonGenerator out) throws IOException {
        if (nanos >= 0) {
            out.writeNumberField(key, millis(nanos));
        }
    }

    private static void writeIfKnown(String key, @Nullable String value, JsonGenerator out) throws IOException {
        if (value != null) {
            out.writeStringField(key, value);
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
