package dev.insight.examples.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Measures what faults do, where they do it. Thread-safe. */
final class FaultGauge {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final long STUCK_NANOS = 300_000_000;

    private final Map<Place, LabHop> hops;
    private final Wires wires;
    private final LabNames names;
    private final SSLContext tls;

    FaultGauge(Map<Place, LabHop> hops, Wires wires, LabNames names, SSLContext tls) {
        this.hops = hops;
        this.wires = wires;
        this.names = names;
        this.tls = tls;
    }

    Measured measured(Fault fault, long fromNanos, long toNanos) {
        return switch (fault.kind()) {
            case LINK_DEGRADED, LINK_DOWN ->
                Measured.ofNanos(wires.leg(fault.component()).passages().between(fromNanos, toNanos));
            case HOP_SLOW, SERVICE_SLOW ->
                Measured.ofNanos(hop(fault).troubles().holds().between(fromNanos, toNanos));
            case HOP_OVERLOADED, HOST_BUSY ->
                Measured.ofNanos(hop(fault).executor().waits().between(fromNanos, toNanos));
            case HOP_FAILING, SERVICE_FAILING ->
                Measured.ofFailures(hop(fault).troubles().ends().between(fromNanos, toNanos));
            case HOP_DOWN, TLS_FAILING, DNS_FAILING, PROBER_IMPAIRED -> Measured.ofNanos(new long[0]);
        };
    }

    boolean isFelt(Fault fault) {
        return switch (fault.kind()) {
            case HOP_DOWN -> wires.to(fault.component()).stream().noneMatch(way -> isOpen(way.address()));
            case TLS_FAILING ->
                wires.to(fault.component()).stream()
                        .noneMatch(way -> greets(way.address(), fault.component() + ".lab"));
            case DNS_FAILING -> names.isFailing(fault.component().substring("prober-".length()));
            case LINK_DOWN -> isStuck(fault.component());
            default -> true;
        };
    }

    /** Whether bytes lie on a link and none has passed it of late: for a moment, bytes lie on any. */
    private boolean isStuck(String link) {
        long now = System.nanoTime();
        return wires.bufferedBytes(link) > 0 && wires.leg(link).passages().between(now - STUCK_NANOS, now).length == 0;
    }

    private static boolean isOpen(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether hands are shaken at {@code address}, with who shows a certificate that is good for {@code host}. */
    private boolean greets(InetSocketAddress address, String host) {
        try (Socket plain = new Socket()) {
            plain.connect(address, PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, host, address.getPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2"});
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return true;
            }
        } catch (IOException e) {
            return false;
        }
    }

    private LabHop hop(Fault fault) {
        return hops.values().stream()
                .filter(hop -> hop.place().name().equals(fault.component()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no hop " + fault.component()));
    }
}
