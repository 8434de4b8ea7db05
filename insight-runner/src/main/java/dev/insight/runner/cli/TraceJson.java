package dev.insight.runner.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.probe.Probe;
import dev.insight.runner.store.HopSnapshot;
import dev.insight.runner.store.PartialSnapshot;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.Quantiles;
import dev.insight.runner.store.TermSnapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A trace as a JSON object on one line; durations are milliseconds, and what is absent is left out. */
final class TraceJson {
    private final JsonGenerator json;

    private TraceJson(JsonGenerator json) {
        this.json = json;
    }

    static String write(PathSnapshot path) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new TraceJson(json).path(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void path(PathSnapshot path) throws IOException {
        Probe probe = path.probe();
        json.writeStartObject();
        json.writeStringField("target", probe.target().address());
        json.writeStringField("route", probe.route().name());
        json.writeStringField("method", probe.target().method().fullName());
        json.writeNumberField("probes", path.probes());
        json.writeNumberField("failures", path.failures());
        json.writeNumberField("skipped", path.skipped());
        json.writeNumberField("tainted", path.tainted());
        if (path.last() != null) {
            json.writeStringField("last_outcome", path.last().result().outcome().code());
        }
        quantiles("latency_ms", path.latency());
        json.writeArrayFieldStart("terms");
        for (TermSnapshot term : path.terms()) {
            term(term);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hops");
        for (HopSnapshot hop : path.hops()) {
            hop(hop);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void term(TermSnapshot term) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", term.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("name", term.name());
        Quantiles duration = term.duration();
        if (!duration.isEmpty()) {
            json.writeNumberField("last_ms", duration.lastNanos() / 1e6);
            json.writeNumberField("p50_ms", duration.p50Nanos() / 1e6);
            json.writeNumberField("p99_ms", duration.p99Nanos() / 1e6);
        }
        quantiles("queue_ms", term.queue());
        json.writeNumberField("invalid", term.invalid());
        json.writeEndObject();
    }

    private void hop(HopSnapshot hop) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", hop.name());
        json.writeNumberField("stamped", hop.stamped());
        json.writeNumberField("missing", hop.missing());
        json.writeArrayFieldStart("nodes");
        for (String node : hop.nodes()) {
            json.writeString(node);
        }
        json.writeEndArray();
        PartialSnapshot partial = hop.partial();
        if (partial != null) {
            json.writeObjectFieldStart("partial");
            json.writeNumberField("probes", partial.probes());
            json.writeNumberField("failures", partial.failures());
            json.writeStringField("last_outcome", partial.lastOutcome().code());
            quantiles("latency_ms", partial.latency());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void quantiles(String name, Quantiles values) throws IOException {
        if (!values.isEmpty()) {
            json.writeObjectFieldStart(name);
            json.writeNumberField("last", values.lastNanos() / 1e6);
            json.writeNumberField("p50", values.p50Nanos() / 1e6);
            json.writeNumberField("p90", values.p90Nanos() / 1e6);
            json.writeNumberField("p99", values.p99Nanos() / 1e6);
            json.writeNumberField("max", values.maxNanos() / 1e6);
            json.writeEndObject();
        }
    }
}
