package dev.insight.examples.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonGenerator.Feature;
import dev.insight.probe.PathId;
import dev.insight.runner.http.IncidentJson;
import dev.insight.runner.store.FailureSnapshot;
import dev.insight.runner.store.HopSnapshot;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.Quantiles;
import dev.insight.runner.store.TermSnapshot;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Locale;

/** The demo's last word as JSON: what was measured beside what was injected. */
final class DemoReport {
    private DemoReport() {}

    /** Writes one object and a line's end; does not close {@code out}. */
    static void write(Demo demo, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("seconds", BigDecimal.valueOf(demo.measuredNanos() / 1_000_000L, 3));
            json.writeStringField("metrics", demo.metrics().toString());
            json.writeArrayFieldStart("faults");
            for (InjectedFault injected : demo.faults().all()) {
                json.writeString(injected.fault().toString());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("paths");
            for (PathSnapshot path : demo.paths()) {
                writePath(json, demo, path);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("incidents");
            for (IncidentSnapshot incident : demo.incidents()) {
                IncidentJson.write(incident, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void writePath(JsonGenerator json, Demo demo, PathSnapshot path) throws IOException {
        PathId id = path.probe().path();
        json.writeStartObject();
        json.writeStringField("source", id.source());
        json.writeStringField("target", id.target());
        json.writeStringField("route", id.route());
        json.writeStringField("service", id.service());
        json.writeNumberField("probes", path.probes());
        json.writeNumberField("failures", path.failures());
        json.writeNumberField("skipped", path.skipped());
        json.writeNumberField("tainted", path.tainted());
        json.writeStringField("diagnosis", path.diagnosis().label());
        writeLastFailure(json, path);
        json.writeObjectFieldStart("stamps");
        json.writeNumberField(
                "ok", path.hops().stream().mapToLong(HopSnapshot::stamped).sum());
        json.writeNumberField(
                "missing", path.hops().stream().mapToLong(HopSnapshot::missing).sum());
        json.writeEndObject();
        json.writeObjectFieldStart("latency_ms");
        writeQuantiles(json, "", path.latency());
        json.writeEndObject();
        json.writeArrayFieldStart("terms");
        for (TermSnapshot term : path.terms()) {
            json.writeStartObject();
            json.writeStringField("kind", term.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("name", term.name());
            writeQuantiles(json, "_ms", term.duration());
            json.writeNumberField(
                    "injected_ms",
                    millis(demo.lab().injected(term.kind(), term.name()).toNanos()));
            json.writeNumberField("count", term.duration().count());
            json.writeNumberField("invalid", term.invalid());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeLastFailure(JsonGenerator json, PathSnapshot path) throws IOException {
        if (path.recentFailures().isEmpty()) {
            json.writeNullField("last_failure");
            return;
        }
        FailureSnapshot failure = path.recentFailures().get(0);
        json.writeObjectFieldStart("last_failure");
        json.writeStringField("kind", failure.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("outcome", failure.outcome().code());
        json.writeStringField("phase", failure.outcome().phase().label());
        json.writeStringField("message", failure.outcome().message());
        json.writeEndObject();
    }

    private static void writeQuantiles(JsonGenerator json, String unit, Quantiles quantiles) throws IOException {
        if (quantiles.isEmpty()) {
            json.writeNullField("p50" + unit);
            json.writeNullField("p99" + unit);
        } else {
            json.writeNumberField("p50" + unit, millis(quantiles.p50Nanos()));
            json.writeNumberField("p99" + unit, millis(quantiles.p99Nanos()));
        }
    }

    private static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos / 1_000, 3);
    }
}
