package dev.insight.runner.http;

import dev.insight.runner.store.ComponentSnapshot;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.IOException;

/** What is served of components and single incidents. Thread-safe. */
final class ComponentEndpoints {
    static final String COMPONENTS = "/api/v1/components";
    static final String INCIDENTS = "/api/v1/incidents";

    private final PathStore store;

    ComponentEndpoints(PathStore store) {
        this.store = store;
    }

    /** Answers if {@code path} is one of these; whether it is. */
    boolean answers(String path, Reply reply) throws IOException {
        if (path.equals(COMPONENTS) || path.equals(COMPONENTS + "/")) {
            reply.json(out -> ComponentJson.writeAll(store, out));
        } else if (path.startsWith(COMPONENTS + "/")) {
            component(Endpoints.decode(path.substring(COMPONENTS.length() + 1)), reply);
        } else if (path.startsWith(INCIDENTS + "/")) {
            incident(Endpoints.decode(path.substring(INCIDENTS.length() + 1)), reply);
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
        reply.json(out -> ComponentJson.writeDetail(component, store, out));
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
        reply.json(out -> IncidentJson.writeDetail(incident, out));
    }
}
