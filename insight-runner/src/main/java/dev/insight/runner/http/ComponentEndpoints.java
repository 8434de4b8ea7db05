package dev.insight.runner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.insight.runner.store.ComponentSnapshot;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** What is served of components and single incidents. Thread-safe. */
final class ComponentEndpoints {
    static final String COMPONENTS = "/api/v1/components";
    static final String INCIDENTS = "/api/v1/incidents";

    private final JsonFactory json = new JsonFactory();
    private final PathStore store;

    /** Writes an object. */
    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    ComponentEndpoints(PathStore store) {
        this.store = store;
    }

    /** Answers if {@code path} is one of these; whether it is. */
    boolean answers(String path, Reply reply) throws IOException {
        if (path.equals(COMPONENTS) || path.equals(COMPONENTS + "/")) {
            reply(reply, out -> ComponentJson.writeAll(store, out));
        } else if (path.startsWith(COMPONENTS + "/")) {
            component(decode(path.substring(COMPONENTS.length() + 1)), reply);
        } else if (path.startsWith(INCIDENTS + "/")) {
            incident(decode(path.substring(INCIDENTS.length() + 1)), reply);
        } else {
            return false;
        }
        return true;
    }

    private void component(String name, Reply reply) throws IOException {
        ComponentSnapshot component = store.components().find(name);
        if (component == null) {
            reply.text(404, "no path has such a component; " + COMPONENTS + " lists them\n");
            return;
        }
        reply(reply, out -> ComponentJson.writeDetail(component, store, out));
    }

    private void incident(String id, Reply reply) throws IOException {
        IncidentSnapshot incident = store.incident(id);
        if (incident == null) {
            reply.text(
                    404,
                    "no such incident, or one so long ago that it is forgotten; " + INCIDENTS
                            + " lists those that are known\n");
            return;
        }
        reply(reply, out -> IncidentJson.writeDetail(incident, out));
    }

    private void reply(Reply reply, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            body.write(out);
        }
        reply.whole(200, "application/json", bytes.toByteArray());
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
