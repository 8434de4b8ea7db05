package dev.insight.probe;

import java.util.Arrays;

/** One HTTP/2 frame (RFC 9113, section 4). Holds its payload without a copy. */
final class Http2Frame {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int PRIORITY = 0x20;

    static final int HEAD = 9;

    /** What an endpoint may send unless told otherwise, and what we accept. */
    static final int MAX_PAYLOAD = 16_384;

    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    Http2Frame(int type, int flags, int stream, byte[] payload) {
        this.type = type;
        this.flags = flags;
        this.stream = stream;
        this.payload = payload;
    }

    int type() {
        return type;
    }

    /** Whose it is, 0 for the connection's. */
    int stream() {
        return stream;
    }

    byte[] payload() {
        return payload;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The 31-bit number at {@code offset}. */
    int number(int offset) throws ColdException {
        if (payload.length < offset + 4) {
            throw ColdException.protocol("a frame of type " + type + " is too short: " + payload.length + " bytes");
        }
        return (payload[offset] & 0x7f) << 24
                | (payload[offset + 1] & 0xff) << 16
                | (payload[offset + 2] & 0xff) << 8
                | payload[offset + 3] & 0xff;
    }

    /** The payload without padding and, of HEADERS, without priority. */
    byte[] content() throws ColdException {
        int from = has(PADDED) ? 1 : 0;
        int padding = from == 1 && payload.length > 0 ? payload[0] & 0xff : 0;
        if (type == HEADERS && has(PRIORITY)) {
            from += 5;
        }
        int to = payload.length - padding;
        if (to < from) {
            throw ColdException.protocol("a frame of type " + type + " is all padding");
        }
        return from == 0 && to == payload.length ? payload : Arrays.copyOfRange(payload, from, to);
    }

    /** The frame as it stands on the wire. */
    byte[] wire() {
        byte[] wire = new byte[HEAD + payload.length];
        wire[0] = (byte) (payload.length >> 16);
        wire[1] = (byte) (payload.length >> 8);
        wire[2] = (byte) payload.length;
        wire[3] = (byte) type;
        wire[4] = (byte) flags;
        wire[5] = (byte) (stream >> 24);
        wire[6] = (byte) (stream >> 16);
        wire[7] = (byte) (stream >> 8);
        wire[8] = (byte) stream;
        System.arraycopy(payload, 0, wire, HEAD, payload.length);
        return wire;
    }
}
