package dev.insight.runner.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import dev.insight.probe.Pem;
import dev.insight.runner.config.HttpConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS of the server, from PEM files read once. */
final class ServerTls {
    private ServerTls() {}

    static HttpsConfigurator configurator(HttpConfig config) throws IOException {
        Path cert = Objects.requireNonNull(config.cert(), "cert == null");
        Path key = Objects.requireNonNull(config.key(), "key == null");
        boolean needsClientCertificate = config.clientCa() != null;
        SSLContext context = context(cert, key, config.clientCa());
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                tls.setNeedClientAuth(needsClientCertificate);
                parameters.setSSLParameters(tls);
            }
        };
    }

    private static SSLContext context(Path cert, Path key, @Nullable Path clientCa) throws IOException {
        KeyManager[] keys = Pem.keyManagers("http.tls", cert, key);
        TrustManager @Nullable [] trust = clientCa == null ? null : Pem.trustManagers("http.tls.client_ca", clientCa);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("http.tls: " + e.getMessage(), e);
        }
    }
}
