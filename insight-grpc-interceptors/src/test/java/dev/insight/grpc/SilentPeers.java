package dev.insight.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers that misbehave below HTTP/2. */
final class SilentPeers {
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    /** Last stream 0, no error: whatever was sent, it was not looked at. */
    private static final byte[] GOAWAY = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private SilentPeers() {}

    /** The kernel takes connections, and nobody ever reads from them. */
    static ServerSocket neverAnswers() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A port where SYNs vanish: its queue of connections that nobody accepts is full, so that the kernel drops more. */
    static final class SynBlackHole implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<SocketChannel> fillers = new ArrayList<>();

        SynBlackHole() throws IOException {
            // More than the queue holds; those beyond hang as the probes will.
            for (int i = 0; i < 8; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
                fillers.add(filler);
            }
        }

        String address() {
            return "127.0.0.1:" + listener.getLocalPort();
        }

        /** Whether connections do hang here; not every kernel drops SYNs so. */
        boolean holds() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), 300);
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (SocketChannel filler : fillers) {
                filler.close();
            }
        }
    }

    /** Greets as an HTTP/2 server does, and goes away at once; on every connection. */
    static final class GoAwayLoop implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        final AtomicInteger accepted = new AtomicInteger();

        GoAwayLoop() throws IOException {
            Thread thread = new Thread(this::serve, "test-goaway");
            thread.setDaemon(true);
            thread.start();
        }

        String address() {
            return "127.0.0.1:" + listener.getLocalPort();
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    accepted.incrementAndGet();
                    socket.getOutputStream().write(SETTINGS);
                    socket.getOutputStream().write(GOAWAY);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the next one
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
