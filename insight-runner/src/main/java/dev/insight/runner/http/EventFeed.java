package dev.insight.runner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What streams of events are sent, as server-sent events have it. Thread-safe.
 *
 * <p>An event's id is this process's own and the number of the store's latest change it tells of, so a client that comes back is told
 * what changed since, and nothing is logged for its sake. Of several events that belong together only the last has the new number: who
 * is cut off between them gets all of them again.
 */
final class EventFeed {
    private final JsonFactory json = new JsonFactory()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    private final PathStore store;
    private final StatusJson status;
    private final String boot = UUID.randomUUID().toString().replace("-", "");

    EventFeed(PathStore store, StatusJson status) {
        this.store = store;
        this.status = status;
    }

    /** The change up to which the client that shows {@code id} was told, or -1 if it needs a snapshot. */
    long resumable(@Nullable String id) {
        if (id == null || !id.startsWith(boot + "-")) {
            return -1;
        }
        try {
            long number = Long.parseLong(id.substring(boot.length() + 1));
            return number >= 0 && number <= store.changes() && store.removed(number) != null ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The number of the latest change. */
    long latest() {
        return store.changes();
    }

    /** Writes everything; returns the change up to which that tells. */
    long writeSnapshot(OutputStream out) throws IOException {
        long number = store.changes();
        begin("snapshot", number, out);
        try (JsonGenerator data = json.createGenerator(out)) {
            data.writeStartObject();
            data.writeFieldName("status");
            status.write(data);
            writePaths(store.rows(0), data);
            data.writeArrayFieldStart("incidents");
            for (IncidentSnapshot incident : store.incidents()) {
                IncidentJson.write(incident, data);
            }
            data.writeEndArray();
            data.writeEndObject();
        }
        end(out);
        return number;
    }

    /** Writes what changed after the change {@code since}, a snapshot if too much is forgotten; returns up to which that tells. */
    long writeChanges(long since, OutputStream out) throws IOException {
        long number = store.changes();
        List<String> removed = store.removed(since);
        if (removed == null) {
            return writeSnapshot(out);
        }
        List<IncidentSnapshot> incidents = store.incidents(since);
        List<PathSnapshot> paths = store.rows(since);
        boolean isAnyPath = !paths.isEmpty() || !removed.isEmpty();
        for (int i = 0; i < incidents.size(); i++) {
            boolean isLast = i == incidents.size() - 1 && !isAnyPath;
            begin("incident", isLast ? number : since, out);
            try (JsonGenerator data = json.createGenerator(out)) {
                IncidentJson.write(incidents.get(i), data);
            }
            end(out);
        }
        if (isAnyPath) {
            begin("paths", number, out);
            try (JsonGenerator data = json.createGenerator(out)) {
                data.writeStartObject();
                writePaths(paths, data);
                data.writeArrayFieldStart("removed");
                for (String id : removed) {
                    data.writeString(id);
                }
                data.writeEndArray();
                data.writeEndObject();
            }
            end(out);
        }
        return number;
    }

    /** The status, for all who were told up to {@code number}. */
    byte[] status(long number) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        begin("status", number, out);
        try (JsonGenerator data = json.createGenerator(out)) {
            status.write(data);
        }
        end(out);
        return out.toByteArray();
    }

    private static void writePaths(List<PathSnapshot> paths, JsonGenerator data) throws IOException {
        data.writeArrayFieldStart("paths");
        for (PathSnapshot path : paths) {
            PathJson.writeSummary(path, data);
        }
        data.writeEndArray();
    }

    private void begin(String event, long number, OutputStream out) throws IOException {
        out.write(
                ("id: " + boot + "-" + number + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    }

    private static void end(OutputStream out) throws IOException {
        out.write('\n');
        out.write('\n');
    }
}
