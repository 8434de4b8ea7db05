package dev.insight.runner.blackbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom the system trusts, read once: that is a store of some hundred authorities, and hundreds of probes may want it at once. */
final class SystemTrust {
    private static @Nullable X509ExtendedTrustManager read;

    private SystemTrust() {}

    /** The same each time, once it could be read. */
    static synchronized X509ExtendedTrustManager get() throws IOException {
        if (read == null) {
            read = read();
        }
        return read;
    }

    private static X509ExtendedTrustManager read() throws IOException {
        try {
            TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            system.init((@Nullable KeyStore) null);
            return first(system.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException("tls_config: " + e.getMessage(), e);
        }
    }

    /** The one that can verify what a socket was shown. */
    static X509ExtendedTrustManager first(TrustManager[] managers) throws IOException {
        for (TrustManager manager : managers) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new IOException("tls_config: this Java platform verifies no certificates");
    }
}
