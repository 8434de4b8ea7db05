package dev.insight.runner.http;

import com.sun.net.httpserver.HttpExchange;
import dev.insight.probe.PathId;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What is served. Thread-safe. */
final class Endpoints {
    private static final String INDEX = """
            insight: which hop or link of a forwarded call takes how long; in a browser this is the page

            /metrics                                        for Prometheus: text, OpenMetrics or protobuf
            /api/v1/paths                                   every path, JSON
            /api/v1/paths/SOURCE/TARGET/ROUTE/SERVICE       one path with its hops and links, JSON
            /api/v1/status                                  this runner itself: what it probes from where, and whether it does well
            /api/v1/events                                  all of these as they change, server-sent events
            /api/v1/paths/…/SERVICE/history?from=SEC&to=SEC what it took, JSON: the last day by ten seconds
            /api/v1/incidents                               what is wrong and where, JSON: the open ones first
            /api/v1/incidents/ID                            one incident with all that was told of it, JSON
            /api/v1/components, /api/v1/components/NAME     hops and links over all paths, one with its instances, JSON
            /probe?target=HOST:PORT&module=NAME             one probe now, as blackbox_exporter answers; &debug=true tells more
            /api/v1/global                                  every source region, JSON; global.txt in plain text
            /healthz                                        this process answers
            /readyz                                         probes are being sent
            /-/reload                                       POST: read the configuration again
            """;

    private final PrometheusMetrics metrics;
    private final PathStore store;
    private final StatusJson status;
    private final ComponentEndpoints components;
    private final BooleanSupplier ready;
    private final ReloadAction reload;
    private final Object reloading = new Object();

    Endpoints(
            PrometheusMetrics metrics, PathStore store, StatusJson status, BooleanSupplier ready, ReloadAction reload) {
        this.metrics = metrics;
        this.store = store;
        this.status = status;
        components = new ComponentEndpoints(store);
        this.ready = ready;
        this.reload = reload;
    }

    /** What is served of components and single incidents. */
    ComponentEndpoints components() {
        return components;
    }

    void index(Reply reply) throws IOException {
        reply.text(200, INDEX);
    }

    void ready(Reply reply) throws IOException {
        if (ready.getAsBoolean()) {
            reply.text(200, "ready\n");
        } else {
            reply.text(503, "not ready: no probe has been sent yet\n");
        }
    }

    /** Thousands of paths make tens of megabytes, so they go out as they are written. */
    void metrics(HttpExchange exchange, Reply reply) throws IOException {
        String accept = Accepted.wanted(exchange.getRequestHeaders().get("Accept"));
        boolean gzip = Accepted.names(exchange.getRequestHeaders().get("Accept-Encoding"), "gzip");
        if (gzip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.getResponseHeaders().set("Vary", "Accept, Accept-Encoding");
        try (OutputStream body = reply.begin(metrics.contentType(accept));
                OutputStream out = gzip ? new GZIPOutputStream(body, 8_192) : body) {
            metrics.write(accept, out);
        }
    }

    void paths(Reply reply) throws IOException {
        reply.json(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("paths");
            for (PathSnapshot path : store.rows(0)) {
                PathJson.writeSummary(path, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    void status(Reply reply) throws IOException {
        reply.json(status::write);
    }

    void incidents(Reply reply) throws IOException {
        reply.json(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("incidents");
            for (IncidentSnapshot incident : store.incidents()) {
                IncidentJson.write(incident, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    void path(String rawId, Reply reply) throws IOException {
        PathSnapshot path = find(rawId);
        if (path == null) {
            reply.text(404, "no such path; /api/v1/paths lists them with their url\n");
            return;
        }
        reply.json(out -> PathJson.writeDetail(path, out));
    }

    void reload(Reply reply) throws IOException {
        try {
            synchronized (reloading) {
                reload.reload();
            }
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            reply.text(500, "the old configuration stays: " + e.getMessage() + "\n");
            return;
        }
        reply.text(200, "reloaded\n");
    }

    /** Four segments, or one that holds the whole id, percent-encoded. */
    private @Nullable PathSnapshot find(String rawId) {
        PathId path = pathId(rawId);
        if (path != null) {
            return store.path(path);
        }
        return rawId.indexOf('/') < 0 ? store.path(decode(rawId)) : null;
    }

    /** The path of four segments, or null if there are not as many. */
    static @Nullable PathId pathId(String rawId) {
        String[] segments = rawId.split("/", -1);
        return segments.length == 4
                ? new PathId(decode(segments[0]), decode(segments[1]), decode(segments[2]), decode(segments[3]))
                : null;
    }

    /** A segment of a path, where a plus is one. */
    static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
