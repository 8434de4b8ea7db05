package dev.insight.runner.blackbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a peer's lines, each and all of them bounded. Confined to one thread. */
final class LineReader {
    static final int MAX_LINE = 64 * 1024;
    static final int MAX_BYTES = 4 << 20;

    private final InputStream in;
    private int bytes;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end, a last one that has none included; null at the end of all. */
    @Nullable
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() >= MAX_LINE) {
                throw new IOException("the peer sent a line of more than " + MAX_LINE + " bytes");
            }
            line.write(next);
            next = read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The next {@code count} bytes, or what there is of them at the end of all. */
    byte[] bytes(int count) throws IOException {
        byte[] read = in.readNBytes(count);
        bytes += read.length;
        return read;
    }

    private int read() throws IOException {
        if (++bytes > MAX_BYTES) {
            throw new IOException("the peer sent more than " + MAX_BYTES + " bytes");
        }
        return in.read();
    }
}
