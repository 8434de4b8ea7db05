package dev.insight.runner.blackbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Connects. */
final class Dial {
    private Dial() {}

    /** A connection to {@code address}, which {@code run}'s deadline closes. */
    static Socket to(InetAddress address, int port, @Nullable InetAddress source, int timeoutMillis, ProbeRun run)
            throws IOException {
        Socket socket = run.deadline().hold(new Socket());
        if (source != null) {
            socket.bind(new InetSocketAddress(source, 0));
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), timeoutMillis);
        run.log().say("connected to " + HostPort.bracketed(address.getHostAddress()) + ":" + port);
        return socket;
    }

    /** What to say of {@code e}. */
    static String words(IOException e, ProbeRun run) {
        return run.deadline().isPassed() ? "the probe's time is over" : String.valueOf(e.getMessage());
    }
}
