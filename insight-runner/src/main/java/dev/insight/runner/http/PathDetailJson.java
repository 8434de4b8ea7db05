package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.millis;
import static dev.insight.runner.replay.JsonNumbers.seconds;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.ProbeReport;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import dev.insight.probe.PhaseTime;
import dev.insight.runner.store.ColdSnapshot;
import dev.insight.runner.store.FailureSnapshot;
import dev.insight.runner.store.PathPast;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.SlowProbe;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Single probes of a path as JSON. Stamps are in the form that {@code insight-hop} has on the wire; those that were read as
 * something else, such as {@code server-timing}, are in that form too and say by {@code source} what they were.
 */
final class PathDetailJson {
    private PathDetailJson() {}

    /** Writes the fields of {@code path}'s single probes into an object that the caller begins and ends. */
    static void writePast(PathSnapshot path, JsonGenerator out) throws IOException {
        PathPast past = path.past();
        out.writeArrayFieldStart("cold");
        for (ColdSnapshot cold : past.cold()) {
            writeCold(cold, out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("recent_failures");
        for (FailureSnapshot failure : past.failures()) {
            writeFailure(failure, out);
        }
        out.writeEndArray();
        writeLastStamps(path.last(), out);
        out.writeArrayFieldStart("slowest");
        for (SlowProbe slow : past.slowest()) {
            writeSlow(slow, out);
        }
        out.writeEndArray();
    }

    private static void writeCold(ColdSnapshot cold, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("t", seconds(cold.intendedEpochMicros()));
        PathJson.writeOutcome(cold.outcome(), out);
        out.writeObjectFieldStart("phases_ms");
        for (PhaseTime time : cold.phases()) {
            out.writeNumberField(time.phase().label(), millis(time.nanos()));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeFailure(FailureSnapshot failure, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("t", seconds(failure.intendedEpochMicros()));
        out.writeStringField("kind", failure.kind().name().toLowerCase(Locale.ROOT));
        PathJson.writeNullable("stop", failure.stop(), out);
        PathJson.writeOutcome(failure.outcome(), out);
        out.writeBooleanField("tainted", failure.tainted());
        PathJson.writeNullable("peer", failure.peer(), out);
        PathJson.writeNullable("trace_id", failure.traceId(), out);
        PathJson.writeMillis("latency_ms", failure.nanos(), out);
        PathJson.writeMillis("start_lag_ms", failure.startLagNanos(), out);
        out.writeArrayFieldStart("stamps");
        for (HopStamp stamp : failure.stamps()) {
            out.writeString(HopTrailer.write(stamp));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeLastStamps(@Nullable ProbeReport last, JsonGenerator out) throws IOException {
        if (last == null) {
            out.writeNullField("last_stamps");
            return;
        }
        List<HopStamp> stamps = last.result().path().stamps();
        out.writeObjectFieldStart("last_stamps");
        out.writeNumberField("t", seconds(last.result().slot().intendedEpochMicros()));
        out.writeArrayFieldStart("stamps");
        for (HopStamp stamp : stamps) {
            out.writeStartObject();
            out.writeStringField("hop", stamp.name());
            out.writeStringField("source", stamp.source().name().toLowerCase(Locale.ROOT));
            out.writeStringField("raw", HopTrailer.write(stamp));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("unparsable", last.result().path().unparsable());
        out.writeNumberField("oversize", last.result().path().oversize());
        out.writeEndObject();
    }

    private static void writeSlow(SlowProbe slow, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("t", seconds(slow.intendedEpochMicros()));
        out.writeNumberField("latency_ms", millis(slow.latencyNanos()));
        PathJson.writeNullable("trace_id", slow.traceId(), out);
        out.writeArrayFieldStart("terms");
        for (SlowProbe.Part term : slow.terms()) {
            out.writeStartObject();
            out.writeStringField("name", term.name());
            out.writeNumberField("ms", millis(term.nanos()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
