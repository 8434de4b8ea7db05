package dev.insight.runner.http;

import static dev.insight.runner.replay.JsonNumbers.seconds;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.replay.VerdictJson;
import dev.insight.runner.store.IncidentChange;
import dev.insight.runner.store.IncidentSnapshot;
import java.io.IOException;

/** Incidents as JSON: what verdict lines say, and what is known of the incident besides. */
public final class IncidentJson {
    private IncidentJson() {}

    /**
     * Writes {@code incident} as an object: its latest verdict with {@code opened} and {@code closed}, null while open,
     * whether it was {@code interrupted}, and the id of what it {@code continues} or null.
     */
    public static void write(IncidentSnapshot incident, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeFields(incident, out);
        out.writeEndObject();
    }

    /** The same, and {@code timeline}: what was told of it, the oldest first. */
    static void writeDetail(IncidentSnapshot incident, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeFields(incident, out);
        out.writeNumberField("changes", incident.changes());
        out.writeArrayFieldStart("timeline");
        for (IncidentChange change : incident.timeline()) {
            out.writeStartObject();
            out.writeNumberField("t", seconds(change.epochMicros()));
            out.writeStringField("state", change.state().label());
            out.writeStringField("cause", change.cause().label());
            out.writeStringField("component", change.component());
            out.writeNumberField("confidence", Math.round(change.confidence() * 1e4) / 1e4);
            out.writeStringField("evidence", change.evidence());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeFields(IncidentSnapshot incident, JsonGenerator out) throws IOException {
        VerdictJson.writeFields(incident.latest(), out);
        out.writeNumberField("opened", seconds(incident.openedEpochMicros()));
        if (incident.isOpen()) {
            out.writeNullField("closed");
        } else {
            out.writeNumberField("closed", seconds(incident.closedEpochMicros()));
        }
        out.writeBooleanField("interrupted", incident.isInterrupted());
        PathJson.writeNullable("continues", incident.continues(), out);
    }
}
