package dev.insight.runner.blackbox;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module's {@code tls_config}; its files are read at each probe. Immutable.
 *
 * @param ca PEM file of trusted certificates, or null for the system's
 * @param cert PEM file of the client's certificate chain, or null for none
 * @param key PEM file of its PKCS#8 key; present exactly when {@code cert} is
 * @param serverName whose certificate is wanted, or null for the target's host
 * @param insecure whether any certificate will do
 * @param protocols the versions that will do, as the JDK names them
 */
public record TlsSettings(
        @Nullable Path ca,
        @Nullable Path cert,
        @Nullable Path key,
        @Nullable String serverName,
        boolean insecure,
        List<String> protocols) {
    /** Every version that the JDK speaks unless told otherwise. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    /** The system's authorities, no certificate of its own. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, null, false, PROTOCOLS);

    public TlsSettings {
        protocols = List.copyOf(protocols);
    }
}
