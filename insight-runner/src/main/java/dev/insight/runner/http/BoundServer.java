package dev.insight.runner.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's server, bound and not started, or leaves nothing behind. */
final class BoundServer {
    private static final int BACKLOG = 128;

    private BoundServer() {}

    /** Serves HTTPS where {@code tls} says how. */
    static HttpServer open(InetSocketAddress listen, @Nullable HttpsConfigurator tls) throws IOException {
        HttpServer server = tls == null ? HttpServer.create() : HttpsServer.create();
        if (server instanceof HttpsServer https) {
            https.setHttpsConfigurator(tls);
        }
        try {
            server.bind(listen, BACKLOG);
        } catch (IOException | RuntimeException e) {
            discard(server);
            // A BindException as before, so that a caller can try another port.
            IOException named = new BindException(
                    "cannot listen on " + listen.getHostString() + ":" + listen.getPort() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
        return server;
    }

    /** The JDK's server lets go of its selector only as its own thread ends, which only one that is bound has. */
    private static void discard(HttpServer server) {
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            server.start();
        } catch (IOException e) {
            // Then its selector stays until the process ends, and what can be closed is.
        }
        server.stop(0);
    }
}
