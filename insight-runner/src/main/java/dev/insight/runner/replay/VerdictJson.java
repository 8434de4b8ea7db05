package dev.insight.runner.replay;

import static dev.insight.runner.replay.JsonNumbers.millis;
import static dev.insight.runner.replay.JsonNumbers.seconds;
import static dev.insight.runner.replay.JsonNumbers.share;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** A verdict as one line of JSON: times are seconds since the epoch, durations milliseconds; what is absent is left out. */
public final class VerdictJson {
    private static final JsonFactory JSON = new JsonFactory();

    private VerdictJson() {}

    /** The line, without its end. */
    public static String line(Verdict verdict) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            writeFields(verdict, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written to", e);
        }
        return line.toString();
    }

    /** Writes the fields of the line into an object that the caller begins and ends. */
    public static void writeFields(Verdict verdict, JsonGenerator json) throws IOException {
        Evidence evidence = verdict.evidence();
        json.writeNumberField("t", seconds(verdict.epochMicros()));
        json.writeStringField("id", verdict.id());
        json.writeStringField("state", verdict.state().label());
        json.writeStringField("cause", verdict.cause().label());
        json.writeStringField("component", verdict.component());
        json.writeNumberField("confidence", share(verdict.confidence()));
        json.writeStringField("evidence", evidence.sentence());
        json.writeArrayFieldStart("paths");
        Stream<String> paths = verdict.paths().stream().map(VerdictJson::text);
        for (String path : paths.distinct().toList()) {
            json.writeString(path);
        }
        json.writeEndArray();
        json.writeNumberField("since", seconds(verdict.sinceEpochMicros()));
        json.writeStringField("kind", evidence.kind());
        if (evidence.excessNanos() != HopStamp.ABSENT) {
            json.writeNumberField("excess_ms", millis(evidence.excessNanos()));
        }
        if (evidence.instance() != null) {
            json.writeStringField("instance", evidence.instance());
        }
        if (evidence.runnerUp() != null) {
            json.writeStringField("runner_up", evidence.runnerUp());
        }
        if (evidence.vantage() != null) {
            json.writeObjectFieldStart("seen");
            json.writeNumberField("from", evidence.vantage().seen());
            json.writeNumberField("of", evidence.vantage().of());
            json.writeEndObject();
        }
        writeCleared(evidence, json);
        writeNumbers(evidence, json);
    }

    /** What a person would put in parentheses; a share from 0 to 1. */
    private static void writeNumbers(Evidence evidence, JsonGenerator json) throws IOException {
        Evidence.Numbers numbers = evidence.numbers();
        json.writeObjectFieldStart("numbers");
        if (evidence.excessNanos() != HopStamp.ABSENT) {
            json.writeNumberField("excess_ms", millis(evidence.excessNanos()));
        }
        if (numbers.queueNanos() >= 0) {
            json.writeNumberField("queue_ms", millis(numbers.queueNanos()));
        }
        if (numbers.cpu() >= 0) {
            json.writeNumberField("cpu", share(numbers.cpu()));
        }
        if (numbers.share() >= 0) {
            json.writeNumberField(evidence.kind().equals("loss") ? "loss" : "errors", share(numbers.share()));
        }
        if (numbers.failed() >= 0) {
            json.writeNumberField("failed", numbers.failed());
        }
        if (numbers.calls() >= 0) {
            json.writeNumberField("calls", numbers.calls());
        }
        json.writeEndObject();
    }

    private static void writeCleared(Evidence evidence, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("cleared");
        for (Evidence.Cleared cleared : evidence.cleared()) {
            json.writeStartObject();
            json.writeStringField("component", cleared.component());
            json.writeNumberField("bound_ms", millis(cleared.boundNanos()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("not_cleared");
        for (String component : evidence.notCleared()) {
            json.writeString(component);
        }
        json.writeEndArray();
    }

    /** As the format has it: without the service, so that two services of one way are one. */
    private static String text(PathId path) {
        return path.source() + ">" + path.target() + "/" + path.route();
    }
}
