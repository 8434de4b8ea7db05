package dev.insight.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One HTTP/2 connection for one call (RFC 9113): what belongs to the connection is answered here, what belongs to the
 * call is handed out. Confined to one thread; who closes the socket ends whatever waits.
 */
final class Http2Connection {
    static final int STREAM = 1;
    static final int MAX_BLOCK_BYTES = 64 * 1024;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING_PAYLOAD = "insight!".getBytes(StandardCharsets.US_ASCII);

    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int DEFAULT_WINDOW = 65_535;

    /**
     * HEADER_TABLE_SIZE 0, so that headers can be read without memory; ENABLE_PUSH 0; INITIAL_WINDOW_SIZE for all the peer
     * may ever send, so that no window is to be kept; MAX_HEADER_LIST_SIZE.
     */
    private static final byte[] SETTINGS = ByteBuffer.allocate(24)
            .putShort((short) 1)
            .putInt(0)
            .putShort((short) 2)
            .putInt(0)
            .putShort((short) INITIAL_WINDOW_SIZE)
            .putInt(Http2Reader.MAX_BYTES)
            .putShort((short) 6)
            .putInt(MAX_BLOCK_BYTES)
            .array();

    /** The connection's own window, which no setting changes, for as much. */
    private static final byte[] WINDOW = ByteBuffer.allocate(4)
            .putInt(Http2Reader.MAX_BYTES - DEFAULT_WINDOW)
            .array();

    private static final byte[] NOTHING = {};

    private final Http2Reader reader;
    private final OutputStream out;
    private long connectionWindow = DEFAULT_WINDOW;
    private long streamWindow = DEFAULT_WINDOW;
    private int initialWindow = DEFAULT_WINDOW;
    private boolean settled;
    private boolean pinged;
    private boolean begun;

    Http2Connection(InputStream in, OutputStream out) {
        reader = new Http2Reader(in);
        this.out = out;
    }

    /** Greets, waits for the peer's settings, then for its answer to a PING. */
    void handshake() throws IOException {
        greet();
        send(Http2Frame.PING, 0, 0, PING_PAYLOAD);
        while (!pinged) {
            next();
        }
    }

    /** Greets, and waits for the peer's settings. */
    void greet() throws IOException {
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        greeting.writeBytes(PREFACE);
        greeting.writeBytes(new Http2Frame(Http2Frame.SETTINGS, 0, 0, SETTINGS).wire());
        greeting.writeBytes(new Http2Frame(Http2Frame.WINDOW_UPDATE, 0, 0, WINDOW).wire());
        write(greeting.toByteArray());
        while (!settled) {
            next();
        }
    }

    /** Whether the peer has sent its settings, with which it begins. */
    boolean isGreeted() {
        return settled;
    }

    /** Begins the one call. */
    void sendHeaders(byte[] block) throws IOException {
        begun = true;
        for (int from = 0; from < block.length; from += Http2Frame.MAX_PAYLOAD) {
            int to = Math.min(block.length, from + Http2Frame.MAX_PAYLOAD);
            int type = from == 0 ? Http2Frame.HEADERS : Http2Frame.CONTINUATION;
            int flags = to == block.length ? Http2Frame.END_HEADERS : 0;
            send(type, flags, STREAM, Arrays.copyOfRange(block, from, to));
        }
    }

    /** How much of a message the peer takes now. */
    int window() {
        return (int) Math.max(0, Math.min(connectionWindow, streamWindow));
    }

    /** Sends a part of the call's message, no longer than {@link #window}. */
    void sendData(byte[] part, boolean last) throws IOException {
        connectionWindow -= part.length;
        streamWindow -= part.length;
        send(Http2Frame.DATA, last ? Http2Frame.END_STREAM : 0, STREAM, part);
    }

    /** Says goodbye; a peer that does not listen any more is none of our concern. */
    void goAway() {
        try {
            send(Http2Frame.GOAWAY, 0, 0, new byte[8]);
        } catch (IOException e) {
            // It is gone already.
        }
    }

    /** Reads one frame. Answers it where it is the connection's; hands it out where it is the call's. */
    Http2Frame next() throws IOException {
        Http2Frame frame = reader.next();
        switch (frame.type()) {
            case Http2Frame.SETTINGS -> settings(frame);
            case Http2Frame.PING -> ping(frame);
            case Http2Frame.GOAWAY -> goneAway(frame);
            case Http2Frame.WINDOW_UPDATE -> windowUpdate(frame);
            case Http2Frame.PUSH_PROMISE -> throw ColdException.protocol("the peer pushes, against our settings");
            case Http2Frame.CONTINUATION -> throw ColdException.protocol("a CONTINUATION continues nothing");
            case Http2Frame.DATA, Http2Frame.HEADERS, Http2Frame.RST_STREAM -> {
                if (frame.stream() != STREAM || !begun) {
                    throw ColdException.protocol("the peer uses stream " + frame.stream() + ", which is not open");
                }
            }
            default -> {} // an extension: to be ignored
        }
        return frame;
    }

    /** The whole header block that begins with {@code headers}. */
    byte[] block(Http2Frame headers) throws IOException {
        if (headers.has(Http2Frame.END_HEADERS)) {
            return headers.content();
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(headers.content());
        for (boolean last = false; !last; ) {
            Http2Frame more = reader.next();
            if (more.type() != Http2Frame.CONTINUATION || more.stream() != headers.stream()) {
                throw ColdException.protocol("a header block is interrupted");
            }
            block.writeBytes(more.payload());
            if (block.size() > MAX_BLOCK_BYTES) {
                throw ColdException.of("RESOURCE_EXHAUSTED", "a header block exceeds " + MAX_BLOCK_BYTES + " bytes");
            }
            last = more.has(Http2Frame.END_HEADERS);
        }
        return block.toByteArray();
    }

    private void settings(Http2Frame frame) throws IOException {
        if (frame.has(Http2Frame.ACK)) {
            return;
        }
        if (frame.payload().length % 6 != 0) {
            throw ColdException.protocol("SETTINGS of " + frame.payload().length + " bytes");
        }
        for (int at = 0; at < frame.payload().length; at += 6) {
            int id = (frame.payload()[at] & 0xff) << 8 | frame.payload()[at + 1] & 0xff;
            if (id == INITIAL_WINDOW_SIZE) {
                int size = frame.number(at + 2);
                streamWindow += (long) size - initialWindow;
                initialWindow = size;
            }
        }
        settled = true;
        send(Http2Frame.SETTINGS, Http2Frame.ACK, 0, NOTHING);
    }

    private void ping(Http2Frame frame) throws IOException {
        if (!frame.has(Http2Frame.ACK)) {
            send(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload());
        } else if (Arrays.equals(frame.payload(), PING_PAYLOAD)) {
            pinged = true;
        }
    }

    /** A peer that only asks for no further calls finishes the one begun. */
    private void goneAway(Http2Frame frame) throws ColdException {
        int lastStream = frame.number(0);
        int error = frame.number(4);
        if (!begun || lastStream < STREAM) {
            String debug = new String(
                    frame.payload(), 8, Math.min(100, frame.payload().length - 8), StandardCharsets.ISO_8859_1);
            throw ColdException.of(
                    "UNAVAILABLE", "GOAWAY " + Http2Error.name(error) + (debug.isEmpty() ? "" : ": " + debug));
        }
    }

    private void windowUpdate(Http2Frame frame) throws ColdException {
        if (frame.stream() == 0) {
            connectionWindow += frame.number(0);
        } else {
            streamWindow += frame.number(0);
        }
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        write(new Http2Frame(type, flags, stream, payload).wire());
    }

    private void write(byte[] wire) throws IOException {
        out.write(wire);
        out.flush();
    }
}
