package dev.insight.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP relay whose connections can go dead: still open, and nothing passes. */
final class TestRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final int upstreamPort;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    final AtomicInteger accepted = new AtomicInteger();
    /** Connections numbered below this are dead. */
    private volatile int firstAlive;

    TestRelay(int upstreamPort) throws IOException {
        this.upstreamPort = upstreamPort;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** What is connected now forwards nothing more, and says so to nobody; new connections do forward. */
    void killWithoutFin() {
        firstAlive = accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                sockets.add(near);
                int number = accepted.getAndIncrement();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), upstreamPort);
                sockets.add(far);
                daemon(() -> pump(number, near, far));
                daemon(() -> pump(number, far, near));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pump(int number, Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (number >= firstAlive) {
                    out.write(buffer, 0, count);
                }
            }
            if (number >= firstAlive) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "test-relay");
        thread.setDaemon(true);
        thread.start();
    }
}
