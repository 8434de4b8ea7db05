package dev.insight.probe;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A peer on loopback that does with each connection as it is told. */
final class ColdPeer implements AutoCloseable {
    /** What to do with a connection. */
    interface Manner {
        void serve(Socket socket) throws IOException;
    }

    private static final int PREFACE = 24;
    private static final List<Map.Entry<String, String>> HEAD =
            List.of(Map.entry(":status", "200"), Map.entry("content-type", "application/grpc"));

    final Queue<byte[]> blocks = new ConcurrentLinkedQueue<>();
    private final ServerSocket listener;
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

    private ColdPeer(InetAddress host) throws IOException {
        listener = new ServerSocket(0, 50, host);
    }

    static ColdPeer serving(Manner manner) throws IOException {
        return serving(InetAddress.getLoopbackAddress(), manner);
    }

    static ColdPeer serving(InetAddress host, Manner manner) throws IOException {
        ColdPeer peer = new ColdPeer(host);
        peer.start(manner);
        return peer;
    }

    /** Answers every call with {@code message} and these trailers. */
    static ColdPeer answering(byte[] message, Map<String, String> trailers) throws IOException {
        ColdPeer peer = new ColdPeer(InetAddress.getLoopbackAddress());
        peer.start(socket -> peer.answer(socket, message, trailers));
        return peer;
    }

    private void start(Manner manner) {
        Thread thread = new Thread(() -> accept(manner), "test-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Manner manner) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.add(socket);
                manner.serve(socket);
            } catch (IOException e) {
                // the next one
            }
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    private void answer(Socket socket, byte[] message, Map<String, String> trailers) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        in.readFully(new byte[PREFACE]);
        Http2Reader frames = new Http2Reader(in);
        write(out, Http2Frame.SETTINGS, 0, 0, new byte[0]);
        while (true) {
            Http2Frame frame = frames.next();
            if (frame.type() == Http2Frame.PING) {
                write(out, Http2Frame.PING, Http2Frame.ACK, 0, frame.payload());
            } else if (frame.type() == Http2Frame.HEADERS) {
                blocks.add(frame.payload());
            } else if (frame.type() == Http2Frame.DATA && frame.has(Http2Frame.END_STREAM)) {
                write(out, Http2Frame.HEADERS, Http2Frame.END_HEADERS, 1, Hpack.encode(HEAD));
                write(out, Http2Frame.DATA, 0, 1, ColdRequest.message(message));
                int last = Http2Frame.END_HEADERS | Http2Frame.END_STREAM;
                write(out, Http2Frame.HEADERS, last, 1, Hpack.encode(List.copyOf(trailers.entrySet())));
            } else if (frame.type() == Http2Frame.GOAWAY) {
                return;
            }
        }
    }

    static void write(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(new Http2Frame(type, flags, stream, payload).wire());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
