package dev.insight.runner.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** Recordings are large and packed well: whether one is, its first two bytes say. */
final class Compression {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final int BUFFER_BYTES = 1 << 16;

    private Compression() {}

    /** What {@code in} holds, unpacked if it is gzip. */
    static InputStream unpacked(InputStream in) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(in, GZIP.length);
        byte[] first = peeked.readNBytes(GZIP.length);
        peeked.unread(first);
        return Arrays.equals(first, GZIP) ? new Members(peeked, BUFFER_BYTES) : peeked;
    }
}
