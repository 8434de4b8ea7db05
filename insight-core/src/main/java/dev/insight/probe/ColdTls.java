package dev.insight.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Secures a cold probe's socket as a {@link Tls} says. Reads its files each time, so that rotated ones count at once. */
final class ColdTls {
    private ColdTls() {}

    /** What the files say now; fails naming the one that is to blame. */
    static SSLContext context(Tls tls) throws IOException {
        Path ca = tls.ca();
        Path cert = tls.cert();
        Path key = tls.key();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    cert == null || key == null ? null : Pem.keyManagers("tls", cert, key),
                    ca == null ? null : Pem.trustManagers("tls.ca", ca),
                    null);
            return context;
        } catch (IOException e) {
            throw ColdException.of("UNAVAILABLE", String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw ColdException.of("UNAVAILABLE", "tls: " + e.getMessage());
        }
    }

    /** Shakes hands over {@code socket}: the certificate must be {@code host}'s, and HTTP/2 what both speak. */
    static SSLSocket handshake(SSLContext context, Socket socket, String host) throws IOException {
        // Each probe has a context of its own, so no session is resumed and each handshake is a whole one.
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"h2"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        String agreed = secured.getApplicationProtocol();
        if (!"h2".equals(agreed)) {
            throw ColdException.of("UNAVAILABLE", "the peer does not agree to h2 by ALPN");
        }
        return secured;
    }
}
