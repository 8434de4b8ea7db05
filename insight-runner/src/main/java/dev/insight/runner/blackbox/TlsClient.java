package dev.insight.runner.blackbox;

import dev.insight.probe.Pem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Secures a probe's connection as its module says. */
final class TlsClient {
    private TlsClient() {}

    /**
     * A connection that was secured.
     *
     * @param version as the JDK names it
     * @param sent the peer's certificates, its own first
     * @param chains how they lead to trusted ones; none where nothing was verified
     */
    record Secured(SSLSocket socket, String version, List<X509Certificate> sent, List<List<X509Certificate>> chains) {}

    /**
     * Shakes hands. Reads the files that are named each time, so that rotated ones count at once, and no session is resumed.
     *
     * @param host whose certificate is wanted where the settings do not say
     * @throws IOException whose message names the file or says what the peer did
     */
    static Secured secure(Socket socket, String host, TlsSettings settings, List<String> protocols) throws IOException {
        X509ExtendedTrustManager authorities = settings.insecure() ? null : authorities(settings);
        String name = settings.serverName() == null ? host : settings.serverName();
        PeerName peer = new PeerName(name);
        SSLSocket secured = (SSLSocket) context(settings, authorities, peer)
                .getSocketFactory()
                .createSocket(socket, name, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(String[]::new));
        if (!settings.insecure() && !peer.isUnknownToJdk()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        // The JDK itself says no name that has no dot.
        parameters.setServerNames(peer.indication());
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        SSLSession session = secured.getSession();
        List<X509Certificate> sent = Stream.of(session.getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
        List<List<X509Certificate>> chains =
                authorities == null ? List.of() : VerifiedChains.of(sent, List.of(authorities.getAcceptedIssuers()));
        return new Secured(secured, session.getProtocol(), sent, chains);
    }

    private static SSLContext context(
            TlsSettings settings, @Nullable X509ExtendedTrustManager authorities, PeerName peer) throws IOException {
        X509ExtendedTrustManager trust = authorities == null ? new TrustAll() : new TrustNamed(authorities, peer);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    settings.cert() == null || settings.key() == null
                            ? null
                            : Pem.keyManagers("tls_config", settings.cert(), settings.key()),
                    new TrustManager[] {trust},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("tls_config: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager authorities(TlsSettings settings) throws IOException {
        return settings.ca() == null
                ? SystemTrust.get()
                : SystemTrust.first(Pem.trustManagers("tls_config.ca_file", settings.ca()));
    }
}
