package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Takes one cold probe through its phases, on one thread. Blocks; the flight's end closes what it waits for. */
final class ColdWorker {
    private final ColdFlight flight;
    private final ColdAddress address;
    private final Supplier<Socket> sockets;
    private final Ticker ticker;
    private final Target target;

    ColdWorker(ColdFlight flight, ColdAddress address, Supplier<Socket> sockets, Ticker ticker) {
        this.flight = flight;
        this.address = address;
        this.sockets = sockets;
        this.ticker = ticker;
        target = flight.slot().probe().target();
    }

    /** Runs to the flight's end. Whatever goes wrong is an outcome. {@code found} is null for literals. */
    void run(ColdLookups.@Nullable Found found) {
        try {
            call(connect(peer(found)));
        } catch (ColdException e) {
            fail(e);
        } catch (SSLException e) {
            // With TLS 1.3 a refused client certificate shows only when the first bytes after the handshake are read.
            flight.failIn(Phase.TLS, "UNAVAILABLE", "tls: " + words(e));
        } catch (IOException e) {
            flight.fail("UNAVAILABLE", flight.phase().label() + ": " + words(e));
        } catch (RuntimeException | Error e) {
            flight.fail("INTERNAL", "the cold probe threw " + e);
        }
    }

    private void fail(ColdException e) {
        Phase phase = e.phase();
        String message = String.valueOf(e.getMessage());
        if (phase == null) {
            flight.fail(e.code(), message);
        } else {
            flight.failIn(phase, e.code(), message);
        }
    }

    /** The address whose turn it is. */
    private InetSocketAddress peer(ColdLookups.@Nullable Found found) throws ColdException {
        long sequence = flight.slot().sequence();
        if (found == null) {
            ColdAddress.Place place = address.places()
                    .get((int) Math.floorMod(sequence, (long) address.places().size()));
            InetAddress literal = place.literal();
            flight.resolved(ticker.nanos() - flight.startNanos());
            return new InetSocketAddress(literal, place.port());
        }
        flight.resolved(found.endedNanos() - Math.max(found.begunNanos(), flight.startNanos()));
        if (found.addresses().isEmpty()) {
            throw ColdException.in(Phase.DNS, "UNAVAILABLE", "dns: no addresses");
        }
        InetAddress turn = found.addresses()
                .get((int) Math.floorMod(sequence, (long) found.addresses().size()));
        return new InetSocketAddress(turn, address.places().get(0).port());
    }

    private Socket connect(InetSocketAddress peer) throws IOException {
        String name = name(peer);
        Socket socket = sockets.get();
        flight.begin(Phase.CONNECT);
        flight.hold(socket, name);
        socket.setTcpNoDelay(true);
        try {
            socket.connect(peer);
        } catch (IOException e) {
            String why = words(e);
            throw ColdException.of("UNAVAILABLE", "connect: " + (refused(why) ? "refused " : why + " ") + name);
        }
        flight.succeeded();
        Tls tls = target.tls();
        if (tls == null) {
            return socket;
        }
        flight.begin(Phase.TLS);
        SSLContext context = ColdTls.context(tls);
        flight.beginAgain(); // reading files is no part of shaking hands
        SSLSocket secured = ColdTls.handshake(context, socket, host(authority()));
        flight.succeeded();
        return secured;
    }

    private void call(Socket socket) throws IOException {
        flight.begin(Phase.HTTP2);
        Http2Connection connection = new Http2Connection(socket.getInputStream(), socket.getOutputStream());
        greet(connection, socket);
        flight.succeeded();
        Method method = target.method();
        byte[] headers = ColdRequest.headers(target, authority(), flight.remainingNanos());
        byte[] message = ColdRequest.message(method.payload());
        flight.beginCall();
        ColdCall call = new ColdCall(connection, method);
        Outcome outcome = call.make(headers, message);
        if (outcome.isOk()) {
            flight.succeeded();
        }
        connection.goAway();
        closeOrderly(socket);
        flight.end(outcome, call.path());
    }

    /**
     * With TLS 1.3 a client's handshake ends before the peer has judged its certificate; if the peer then hangs up, its
     * alert can be lost in the reset. So a connection that is lost before the peer's greeting was not secured.
     */
    private static void greet(Http2Connection connection, Socket socket) throws IOException {
        try {
            connection.handshake();
        } catch (SocketException e) {
            if (socket instanceof SSLSocket && !connection.isGreeted()) {
                throw ColdException.in(
                        Phase.TLS,
                        "UNAVAILABLE",
                        "tls: the peer hung up after the handshake, as where it refuses a certificate: " + words(e));
            }
            throw e;
        }
    }

    /** Under TLS, with a word to the peer, which the flight's own close would not send. */
    private static void closeOrderly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The answer is there; how the peer takes its leave does not change it.
        }
    }

    private String authority() {
        String own = target.authority();
        return own == null ? address.authority() : own;
    }

    /** The host that {@code authority} names, which the peer's certificate must be for. */
    private static String host(String authority) {
        String host = URI.create("h2://" + authority).getHost();
        if (host == null) {
            return authority;
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String name(InetSocketAddress peer) {
        String host = peer.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.getPort();
    }

    private static boolean refused(String why) {
        return why.startsWith("Connection refused");
    }

    static String words(@Nullable Throwable cause) {
        if (cause == null) {
            return "failed";
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
