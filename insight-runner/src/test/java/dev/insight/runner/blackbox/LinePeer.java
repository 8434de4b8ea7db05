package dev.insight.runner.blackbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A peer on loopback that does with each connection as it is told, and keeps the lines it was sent. */
public final class LinePeer implements AutoCloseable {
    /** What to do with a connection. */
    public interface Manner {
        void serve(LinePeer peer, Socket socket) throws IOException;
    }

    /** Every line that was read. */
    public final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private final ServerSocket listener;
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

    private LinePeer() throws IOException {
        listener = new ServerSocket(0, 256, InetAddress.getByName("127.0.0.1"));
    }

    /** One that serves each connection on a thread of its own. */
    public static LinePeer serving(Manner manner) throws IOException {
        LinePeer peer = new LinePeer();
        peer.daemon(() -> {
            while (true) {
                Socket socket = peer.listener.accept();
                peer.accepted.add(socket);
                peer.daemon(() -> {
                    try (socket) {
                        manner.serve(peer, socket);
                    }
                });
            }
        });
        return peer;
    }

    /** One that says {@code text}, and then reads lines until there are no more. */
    public static LinePeer saying(String text) throws IOException {
        return serving((peer, socket) -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                peer.lines.add(line);
            }
        });
    }

    /** One that says {@code text} as soon as {@code latch} lets it. */
    public static LinePeer heldBy(CountDownLatch latch, String text) throws IOException {
        return serving((peer, socket) -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        });
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Closed.
                    }
                },
                "test-line-peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
