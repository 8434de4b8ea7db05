package dev.insight.runner.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Probes of one target as a JSON object on one line; durations are milliseconds, and what is absent is left out. */
final class ReportJson {
    private final JsonGenerator json;

    private ReportJson(JsonGenerator json) {
        this.json = json;
    }

    static String write(Probe probe, List<ProbeReport> reports) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new ReportJson(json).all(probe, reports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void all(Probe probe, List<ProbeReport> reports) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", probe.target().address());
        text("authority", probe.target().authority());
        json.writeStringField("route", probe.route().name());
        json.writeStringField("method", probe.target().method().fullName());
        json.writeBooleanField(
                "ok",
                reports.stream().allMatch(report -> report.result().outcome().isOk()));
        json.writeArrayFieldStart("probes");
        for (ProbeReport report : reports) {
            one(report);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void one(ProbeReport report) throws IOException {
        ProbeResult result = report.result();
        Outcome outcome = result.outcome();
        json.writeStartObject();
        json.writeStringField("kind", lower(result.slot().kind()));
        json.writeStringField("outcome", outcome.code());
        json.writeStringField("phase", outcome.phase().label());
        text("last_hop", outcome.lastHop());
        text("message", outcome.message());
        json.writeBooleanField("tainted", result.tainted());
        text("peer", result.peer());
        millis("latency_ms", result.latencyNanos());
        millis("pre_transport_ms", result.preTransportNanos());
        millis("client_lag_ms", result.clientLagNanos());
        phases(result.phases());
        millis("between_phases_ms", result.betweenPhasesNanos());
        hops(result.path().stamps());
        terms(report.decomposition().terms());
        texts("missing", report.decomposition().missing());
        json.writeEndObject();
    }

    private void phases(List<PhaseTime> phases) throws IOException {
        json.writeArrayFieldStart("phases");
        for (PhaseTime phase : phases) {
            json.writeStartObject();
            json.writeStringField("phase", phase.phase().label());
            signed("ms", phase.nanos());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void hops(List<HopStamp> stamps) throws IOException {
        json.writeArrayFieldStart("hops");
        for (HopStamp stamp : stamps) {
            json.writeStartObject();
            json.writeStringField("name", stamp.name());
            text("role", stamp.role());
            text("region", stamp.region());
            text("node", stamp.node());
            millis("total_ms", stamp.totalNanos());
            millis("upstream_ms", stamp.upstreamNanos());
            millis("queue_ms", stamp.queueNanos());
            text("error", stamp.origin() == null ? null : lower(stamp.origin()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void terms(List<Term> terms) throws IOException {
        json.writeArrayFieldStart("terms");
        for (Term term : terms) {
            json.writeStartObject();
            json.writeStringField("kind", lower(term.kind()));
            json.writeStringField("name", term.name());
            signed("ms", term.nanos());
            millis("queue_ms", term.queueNanos());
            texts("hides", term.hides());
            texts("flaws", term.flaws().stream().map(ReportJson::lower).sorted().toList());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void millis(String name, long nanos) throws IOException {
        if (nanos != HopStamp.ABSENT) {
            signed(name, nanos);
        }
    }

    private void signed(String name, long nanos) throws IOException {
        json.writeNumberField(name, nanos / 1e6);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
