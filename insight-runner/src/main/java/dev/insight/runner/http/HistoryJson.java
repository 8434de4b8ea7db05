package dev.insight.runner.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.history.HistoryQuery;
import dev.insight.runner.history.HistoryTerm;
import dev.insight.runner.history.HistoryWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/** A path's past as JSON: a column for each value, durations in milliseconds to the microsecond, times in epoch seconds. */
final class HistoryJson {
    private HistoryJson() {}

    /**
     * Writes {@code window} as an object.
     *
     * @param query what was asked
     * @param isOlder whether some of it is older than memory
     * @param warning what is wrong with it, empty if nothing is
     */
    static void write(HistoryWindow window, HistoryQuery query, boolean isOlder, String warning, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeNumberField("from", seconds(query.fromMillis()));
        out.writeNumberField("to", seconds(query.toMillis()));
        out.writeNumberField("step_s", window.stepMillis() / 1_000);
        out.writeStringField("source", isOlder ? "prometheus" : "memory");
        out.writeBooleanField("detail", window.isDetail());
        if (window.oldestMillis().isPresent()) {
            out.writeNumberField("oldest", seconds(window.oldestMillis().getAsLong()));
        } else {
            out.writeNullField("oldest");
        }
        if (!warning.isEmpty()) {
            out.writeStringField("warning", warning);
        }
        out.writeArrayFieldStart("t");
        for (int i = 0; i < window.size(); i++) {
            out.writeNumber(seconds(window.millis(i)));
        }
        out.writeEndArray();
        writeMillis("p50_ms", window.size(), window::p50Nanos, out);
        writeMillis("p99_ms", window.size(), window::p99Nanos, out);
        writeMillis("max_ms", window.size(), window::maxNanos, out);
        writeCounts("probes", window.size(), window::probes, out);
        writeCounts("failures", window.size(), window::failures, out);
        out.writeArrayFieldStart("terms");
        for (HistoryTerm term : window.terms()) {
            out.writeStartObject();
            out.writeStringField("kind", term.kind().name().toLowerCase(Locale.ROOT));
            out.writeStringField("name", term.name());
            out.writeStringField("display", term.display());
            writeMillis("p50_ms", window.size(), term::p50Nanos, out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeMillis(String key, int count, IntToLongFunction nanos, JsonGenerator out)
            throws IOException {
        out.writeArrayFieldStart(key);
        for (int i = 0; i < count; i++) {
            long value = nanos.applyAsLong(i);
            if (value == HistoryWindow.UNKNOWN) {
                out.writeNull();
            } else {
                out.writeNumber(Math.round(value / 1e3) / 1e3);
            }
        }
        out.writeEndArray();
    }

    private static void writeCounts(String key, int count, IntToLongFunction counts, JsonGenerator out)
            throws IOException {
        out.writeArrayFieldStart(key);
        for (int i = 0; i < count; i++) {
            out.writeNumber(counts.applyAsLong(i));
        }
        out.writeEndArray();
    }

    private static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }
}
