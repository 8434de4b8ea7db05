package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.millis;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.hop.HopStamp;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.RecentSnapshot;
import dev.insight.runner.store.RecentTerm;
import dev.insight.runner.store.Spread;
import java.io.IOException;

/** How a path does now, as JSON: the last minute, held against what is usual, and who is told of it. */
final class RecentJson {
    private RecentJson() {}

    /** Writes the fields into an object that the caller begins and ends. */
    static void write(PathSnapshot path, JsonGenerator out) throws IOException {
        RecentSnapshot recent = path.recent();
        out.writeObjectFieldStart("recent");
        out.writeNumberField("seconds", recent.seconds());
        out.writeNumberField("probes", recent.probes());
        out.writeNumberField("failures", recent.failures());
        out.writeNumberField("loss", Math.round(recent.loss() * 1e4) / 1e4);
        PathJson.writeMillis("p50_ms", recent.p50Nanos(), out);
        PathJson.writeMillis("p99_ms", recent.p99Nanos(), out);
        out.writeEndObject();
        PathBaseline.Level usual =
                path.baseline() == null ? null : path.baseline().whole();
        if (usual == null || recent.p50Nanos() < 0) {
            out.writeNullField("change_ms");
        } else {
            out.writeNumberField("change_ms", millis(recent.p50Nanos() - usual.p50Nanos()));
        }
        out.writeArrayFieldStart("incidents");
        for (String id : path.incidents()) {
            out.writeString(id);
        }
        out.writeEndArray();
    }

    /** Writes the field {@code recent} of a part of a path. */
    static void write(RecentTerm recent, JsonGenerator out) throws IOException {
        Spread own = recent.own();
        if (own == null) {
            out.writeNullField("recent");
            return;
        }
        Spread queue = recent.queue();
        out.writeObjectFieldStart("recent");
        out.writeNumberField("p50_ms", millis(own.p50Nanos()));
        out.writeNumberField("p99_ms", millis(own.p99Nanos()));
        PathJson.writeMillis("queue_p50_ms", queue == null ? HopStamp.ABSENT : queue.p50Nanos(), out);
        PathJson.writeMillis("queue_p99_ms", queue == null ? HopStamp.ABSENT : queue.p99Nanos(), out);
        out.writeEndObject();
    }
}
