package dev.insight.runner.fetch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** An answer, whole. Immutable. */
public final class Document {
    private final byte[] body;
    private final HttpHeaders headers;

    Document(byte[] body, HttpHeaders headers) {
        this.body = body;
        this.headers = headers;
    }

    /** Its bytes from the first on; needs no closing. */
    public InputStream stream() {
        return new ByteArrayInputStream(body);
    }

    /** The first value of the header {@code name}, or null. */
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }
}
