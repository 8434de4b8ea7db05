package dev.insight.runner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The answer to one request. Not thread-safe. */
final class Reply {
    /** Nothing here uses a body; the server reads to its end what has fewer than 10,000 bytes. */
    private static final Pattern SHORT = Pattern.compile("\\d{1,4}");

    private static final JsonFactory JSON = new JsonFactory();

    private final HttpExchange exchange;

    /** Writes one value. */
    interface Json {
        void write(JsonGenerator out) throws IOException;
    }

    Reply(HttpExchange exchange) {
        this.exchange = exchange;
        Headers headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    /** Whether the request announces a body longer than anyone here has use for. */
    boolean hasLongBody() {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length != null && !SHORT.matcher(length).matches();
    }

    void text(int status, String text) throws IOException {
        whole(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    void notFound() throws IOException {
        text(404, "not found; / lists what is here\n");
    }

    void notAllowed(String methods) throws IOException {
        exchange.getResponseHeaders().set("Allow", methods);
        text(405, "only " + methods + " here\n");
    }

    void whole(int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            out.flush();
            if (hasLongBody()) {
                // Closing would wait for the rest of the body; a channel whose thread is interrupted does not.
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Answers with the JSON that {@code body} writes, once all of it is known. */
    void json(Json body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            body.write(out);
        }
        whole(200, "application/json", bytes.toByteArray());
    }

    /** Begins an answer of unknown length; its body goes to the stream, which the caller closes. */
    OutputStream begin(String contentType) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            return OutputStream.nullOutputStream();
        }
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** Says that something broke, if nothing was said yet. */
    void failQuietly() {
        try {
            if (exchange.getResponseCode() == -1) {
                text(500, "internal error; the log says more\n");
            }
        } catch (IOException e) {
            // The client went away as well, and there is no one left to tell.
        }
    }
}
