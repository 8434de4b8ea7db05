package dev.insight.runner.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.replay.VerdictJson;
import dev.insight.runner.store.IncidentSnapshot;
import java.io.IOException;
import java.math.BigDecimal;

/** Incidents as JSON: what verdict lines say, and when the incident was opened and closed. */
public final class IncidentJson {
    private IncidentJson() {}

    /** Writes {@code incident} as an object: its latest verdict with {@code opened} and {@code closed}, null while open. */
    public static void write(IncidentSnapshot incident, JsonGenerator out) throws IOException {
        out.writeStartObject();
        VerdictJson.writeFields(incident.latest(), out);
        out.writeNumberField("opened", BigDecimal.valueOf(incident.openedEpochMicros(), 6));
        if (incident.isOpen()) {
            out.writeNullField("closed");
        } else {
            out.writeNumberField("closed", BigDecimal.valueOf(incident.closedEpochMicros(), 6));
        }
        out.writeEndObject();
    }
}
