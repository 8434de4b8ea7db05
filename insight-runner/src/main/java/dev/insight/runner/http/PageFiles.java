package dev.insight.runner.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The page and what it is made of, from the class path. Thread-safe; a file is read and packed at its first request. */
final class PageFiles {
    /** Where the page's parts are found. */
    static final String PREFIX = "/page/";

    private static final String INDEX = "index.html";
    /** Names as ours are, one folder deep at most: none leads out of the page's own. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/)?[A-Za-z0-9-]+(\\.[a-z0-9]+)+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");
    /** Nothing from elsewhere, and nothing written into the page itself; pictures may be drawn by it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** Answers with the page. */
    void index(HttpExchange exchange, Reply reply) throws IOException {
        serve(INDEX, exchange, reply);
    }

    /** Answers with the part called {@code name}. */
    void serve(String name, HttpExchange exchange, Reply reply) throws IOException {
        PageFile file = file(name);
        if (file == null) {
            reply.notFound();
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-cache"); // kept, and asked after each time: a newer runner has a newer page
        headers.set("ETag", file.tag);
        headers.set("Vary", "Accept, Accept-Encoding");
        if (file.tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else if (Accepted.names(exchange.getRequestHeaders().get("Accept-Encoding"), "gzip")) {
            headers.set("Content-Encoding", "gzip");
            reply.whole(200, file.type, file.packed);
        } else {
            reply.whole(200, file.type, file.plain);
        }
    }

    private @Nullable PageFile file(String name) throws IOException {
        PageFile known = files.get(name);
        if (known != null || !NAME.matcher(name).matches()) {
            return known;
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null || type == null) {
                return null;
            }
            PageFile read = new PageFile(type, in.readAllBytes());
            files.put(name, read);
            return read;
        }
    }

    /** One file, as it goes out. */
    private static final class PageFile {
        private final String type;
        private final String tag;
        private final byte[] plain;
        private final byte[] packed;

        PageFile(String type, byte[] plain) throws IOException {
            this.type = type;
            this.plain = plain;
            CRC32C sum = new CRC32C();
            sum.update(plain);
            tag = "\"" + Long.toHexString(sum.getValue()) + "-" + plain.length + "\"";
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bytes)) {
                out.write(plain);
            }
            packed = bytes.toByteArray();
        }
    }
}
