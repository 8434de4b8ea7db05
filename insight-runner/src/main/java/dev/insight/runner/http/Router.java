package dev.insight.runner.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Finds what answers a request, once it may be answered. Thread-safe. */
final class Router {
    private static final Logger LOG = System.getLogger(Router.class.getName());
    private static final String PATHS = "/api/v1/paths";

    private final Access access;
    private final Endpoints endpoints;
    private final ProbeEndpoint probes;
    private final GlobalEndpoints global;
    private final EventStreams events;
    private final HistoryEndpoint history;
    private final PageFiles page = new PageFiles();

    Router(
            Access access,
            Endpoints endpoints,
            ProbeEndpoint probes,
            GlobalEndpoints global,
            EventStreams events,
            HistoryEndpoint history) {
        this.access = access;
        this.endpoints = endpoints;
        this.probes = probes;
        this.global = global;
        this.events = events;
        this.history = history;
    }

    /**
     * Answers, now or later.
     *
     * @throws IOException when the client went away; told that, the server forgets the connection, as JDK 17 would not else
     */
    void handle(HttpExchange exchange) throws IOException {
        boolean kept = false;
        try {
            kept = answer(exchange);
        } finally {
            if (!kept) {
                exchange.close();
            }
        }
    }

    /** True if the exchange is kept, to be answered and closed when its probe has ended. */
    private boolean answer(HttpExchange exchange) throws IOException {
        Reply reply = new Reply(exchange);
        try {
            if (reply.hasLongBody()) {
                reply.text(413, "no body is needed here\n");
            } else if (access.isAuthenticated(exchange)) {
                return route(exchange, reply);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"insight\", charset=\"UTF-8\"");
                reply.text(401, "this needs a user and a password\n");
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client went away", e);
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "cannot answer " + exchange.getRequestURI().getRawPath(), e);
            reply.failQuietly();
        }
        return false;
    }

    private boolean route(HttpExchange exchange, Reply reply) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        if ("/-/reload".equals(path)) {
            reload(exchange, reply);
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            reply.notAllowed("GET, HEAD");
        } else if ("/probe".equals(path)) {
            return probes.begin(exchange, reply);
        } else if ("/api/v1/events".equals(path)) {
            return events.begin(exchange, reply);
        } else if (path == null) {
            reply.notFound();
        } else {
            read(path, exchange, reply);
        }
        return false;
    }

    private void read(String path, HttpExchange exchange, Reply reply) throws IOException {
        switch (path) {
            case "/" -> index(exchange, reply);
            case "/metrics" -> endpoints.metrics(exchange, reply);
            case "/healthz" -> reply.text(200, "ok\n");
            case "/readyz" -> endpoints.ready(reply);
            case "/api/v1/incidents" -> endpoints.incidents(reply);
            case "/api/v1/status" -> endpoints.status(reply);
            case "/api/v1/global" -> global.json(reply);
            case "/api/v1/global.txt" -> global.text(reply);
            case PATHS, PATHS + "/" -> endpoints.paths(reply);
            default -> {
                if (path.startsWith(PATHS + "/") && HistoryEndpoint.isAsked(path.substring(PATHS.length() + 1))) {
                    String rawQuery = exchange.getRequestURI().getRawQuery();
                    history.serve(path.substring(PATHS.length() + 1), rawQuery, reply);
                } else if (path.startsWith(PATHS + "/")) {
                    endpoints.path(path.substring(PATHS.length() + 1), reply);
                } else if (endpoints.components().answers(path, reply)) {
                    return;
                } else if (path.startsWith(PageFiles.PREFIX)) {
                    page.serve(path.substring(PageFiles.PREFIX.length()), exchange, reply);
                } else {
                    reply.notFound();
                }
            }
        }
    }

    /** The page for who reads HTML, as browsers say they do; for others, as curl, a list of what is here. */
    private void index(HttpExchange exchange, Reply reply) throws IOException {
        if (Accepted.names(exchange.getRequestHeaders().get("Accept"), "text/html")) {
            page.index(exchange, reply);
        } else {
            exchange.getResponseHeaders().set("Vary", "Accept");
            endpoints.index(reply);
        }
    }

    private void reload(HttpExchange exchange, Reply reply) throws IOException {
        // Whatever body came is not read, so the connection cannot be used again.
        exchange.getResponseHeaders().set("Connection", "close");
        if (!exchange.getRequestMethod().equals("POST")) {
            reply.notAllowed("POST");
            return;
        }
        String refusal = access.refusalOfChange(exchange);
        if (refusal != null) {
            reply.text(403, refusal + "\n");
            return;
        }
        endpoints.reload(reply);
    }
}
