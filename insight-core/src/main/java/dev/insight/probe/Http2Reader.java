package dev.insight.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a peer's frames, each and all of them bounded. Confined to one thread. */
final class Http2Reader {
    /** Of all a peer may send on one connection: a message of 4 MiB, which warm probes take too, and what goes with it. */
    static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private final InputStream in;
    private final byte[] head = new byte[Http2Frame.HEAD];
    private int bytes;

    Http2Reader(InputStream in) {
        this.in = in;
    }

    /** The next frame. */
    Http2Frame next() throws IOException {
        boolean first = bytes == 0;
        fill(head);
        int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
        if (first) {
            requireHttp2(length);
        }
        if (length > Http2Frame.MAX_PAYLOAD) {
            throw ColdException.protocol(
                    "the peer sent a frame of " + length + " bytes; it may have " + Http2Frame.MAX_PAYLOAD);
        }
        int stream = (head[5] & 0x7f) << 24 | (head[6] & 0xff) << 16 | (head[7] & 0xff) << 8 | head[8] & 0xff;
        byte[] payload = new byte[length];
        fill(payload);
        return new Http2Frame(head[3], head[4] & 0xff, stream, payload);
    }

    /** A connection begins with SETTINGS; where it does not, what is there says what the peer speaks. */
    private void requireHttp2(int length) throws ColdException {
        if (head[3] == Http2Frame.SETTINGS && length <= Http2Frame.MAX_PAYLOAD) {
            return;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("HTTP/1")) {
            throw ColdException.of("UNAVAILABLE", "the peer speaks HTTP/1, not HTTP/2");
        }
        if ((head[0] == TLS_ALERT || head[0] == TLS_HANDSHAKE) && head[1] == 3) {
            throw ColdException.of("UNAVAILABLE", "the peer speaks TLS, the target is configured without");
        }
        throw ColdException.of("UNAVAILABLE", "the peer does not speak HTTP/2");
    }

    private void fill(byte[] into) throws IOException {
        bytes += into.length;
        if (bytes > MAX_BYTES) {
            throw ColdException.of("RESOURCE_EXHAUSTED", "the peer sent more than " + MAX_BYTES + " bytes");
        }
        if (in.readNBytes(into, 0, into.length) < into.length) {
            throw ColdException.of("UNAVAILABLE", "the peer closed the connection");
        }
    }
}
