package dev.insight.runner.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into lines without copying them. Not thread-safe. */
final class Lines {
    /** Bytes of the longest line that is kept; a record of a route of sixteen hops has about three thousand. */
    static final int MAX_LINE = 1 << 20;

    private static final int FIRST_BYTES = 1 << 18;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int from;
    private int end;
    private int next;
    private int limit;
    private long number;
    private boolean ended;
    private boolean tooLong;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end. A line is good until the next one is asked for. */
    boolean next() throws IOException {
        from = next;
        tooLong = false;
        int searched = from;
        while (true) {
            int newline = newline(searched, limit);
            if (newline >= 0) {
                end = newline;
                next = newline + 1;
                number++;
                tooLong |= end - from > MAX_LINE;
                return true;
            }
            searched = limit;
            if (ended) {
                end = limit;
                next = limit;
                number += from < end || tooLong ? 1 : 0;
                return from < end || tooLong;
            }
            if (limit - from > MAX_LINE) {
                tooLong = true;
                from = limit; // nothing of such a line is used
            }
            searched -= from;
            fill();
            searched += from;
        }
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int end() {
        return end;
    }

    /** The line's number, the first being 1. */
    long number() {
        return number;
    }

    /** Whether the line is longer than {@link #MAX_LINE}; then its bytes are not to be had. */
    boolean tooLong() {
        return tooLong;
    }

    private int newline(int start, int stop) {
        for (int i = start; i < stop; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads more behind what is kept of the current line, which may move. */
    private void fill() throws IOException {
        int kept = limit - from;
        if (kept > buffer.length / 2) {
            buffer = Arrays.copyOfRange(buffer, from, from + 2 * buffer.length);
        } else {
            System.arraycopy(buffer, from, buffer, 0, kept);
        }
        from = 0;
        limit = kept;
        int count = in.read(buffer, limit, buffer.length - limit);
        ended = count < 0;
        limit += Math.max(0, count);
    }
}
