package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.seconds;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.probe.PathId;
import dev.insight.runner.global.CellSnapshot;
import dev.insight.runner.global.CellValues;
import dev.insight.runner.global.GlobalIncident;
import dev.insight.runner.global.GlobalSnapshot;
import dev.insight.runner.global.SourceSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The global view as JSON: as paths are, with null for what is unknown. */
public final class GlobalJson {
    private GlobalJson() {}

    /** Writes {@code view} as an object. */
    public static void write(GlobalSnapshot view, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("state", view.unknown() == null ? "ok" : "unknown");
        out.writeStringField("reason", view.unknown());
        writeTime("read", view.readEpochMicros(), out);
        if (view.readEpochMicros() < 0) {
            out.writeNullField("age_ms");
        } else {
            out.writeNumberField("age_ms", view.ageNanos() / 1_000_000);
        }
        out.writeArrayFieldStart("warnings");
        for (String warning : view.warnings()) {
            out.writeString(warning);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("sources");
        for (SourceSnapshot source : view.sources()) {
            writeSource(source, out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("cells");
        for (CellSnapshot cell : view.cells()) {
            writeCell(cell, out);
        }
        out.writeEndArray();
        writeIncidents(view.incidents(), out);
        out.writeEndObject();
    }

    private static void writeSource(SourceSnapshot source, JsonGenerator out) throws IOException {
        long newestMicros = Double.isNaN(source.newestSeconds()) ? -1 : Math.round(source.newestSeconds() * 1e6);
        out.writeStartObject();
        out.writeStringField("source", source.source());
        out.writeStringField("state", source.state().name().toLowerCase(Locale.ROOT));
        writeTime("since", source.state() == SourceSnapshot.State.SILENT ? newestMicros : -1, out);
        writeTime("newest", newestMicros, out);
        out.writeEndObject();
    }

    private static void writeCell(CellSnapshot cell, JsonGenerator out) throws IOException {
        PathId path = cell.path();
        out.writeStartObject();
        out.writeStringField("source", path.source());
        out.writeStringField("target", path.target());
        out.writeStringField("route", path.route());
        out.writeStringField("service", path.service());
        CellValues values = cell.values();
        out.writeBooleanField("gap", values == null);
        writeTime("seen", cell.seenEpochMicros(), out);
        if (values == null) {
            for (String key : List.of("up", "latency_ms", "loss", "probes_per_s")) {
                out.writeNullField(key);
            }
        } else {
            out.writeBooleanField("up", values.up());
            out.writeObjectFieldStart("latency_ms");
            writeNumber("last", values.lastMillis(), out);
            writeNumber("p50", values.p50Millis(), out);
            writeNumber("p99", values.p99Millis(), out);
            out.writeEndObject();
            writeNumber("loss", values.loss(), out);
            writeNumber("probes_per_s", values.probesPerSecond(), out);
        }
        out.writeEndObject();
    }

    private static void writeIncidents(@Nullable List<GlobalIncident> incidents, JsonGenerator out) throws IOException {
        if (incidents == null) {
            out.writeNullField("incidents");
            return;
        }
        out.writeArrayFieldStart("incidents");
        for (GlobalIncident incident : incidents) {
            out.writeStartObject();
            out.writeStringField("cause", incident.cause());
            out.writeStringField("component", incident.component());
            writeNumber("confidence", incident.confidence(), out);
            out.writeArrayFieldStart("sources");
            for (String source : incident.sources()) {
                out.writeString(source);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** To the third digit behind the point, or the sixth of what is below one. */
    private static void writeNumber(String key, double value, JsonGenerator out) throws IOException {
        if (!Double.isFinite(value)) {
            out.writeNullField(key);
        } else {
            double digits = Math.abs(value) < 1 ? 1e6 : 1e3;
            out.writeNumberField(key, Math.round(value * digits) / digits);
        }
    }

    private static void writeTime(String key, long epochMicros, JsonGenerator out) throws IOException {
        if (epochMicros < 0) {
            out.writeNullField(key);
        } else {
            out.writeNumberField(key, seconds(epochMicros));
        }
    }
}
