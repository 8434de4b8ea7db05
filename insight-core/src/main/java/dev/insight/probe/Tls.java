package dev.insight.probe;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where TLS material is read from; files are read again when they change. Immutable.
 *
 * @param ca PEM file of trusted certificates, or null for the system's
 * @param cert PEM file of the client's certificate chain, or null for none
 * @param key PEM file of the client's PKCS#8 private key; present exactly when {@code cert} is
 */
public record Tls(
        @Nullable Path ca, @Nullable Path cert, @Nullable Path key) {
    public Tls {
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("cert and key go together: cert=" + cert + ", key=" + key);
        }
    }

    /** TLS that trusts the system's certificate authorities and shows no certificate of its own. */
    public static Tls systemRoots() {
        return new Tls(null, null, null);
    }
}
