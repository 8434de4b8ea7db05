package dev.insight.runner.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP side is secured. Immutable.
 *
 * @param cert PEM file of the server's certificate chain, or null for plain text
 * @param key PEM file of its PKCS#8 private key; present exactly when {@code cert} is
 * @param clientCa PEM file of the authorities whose client certificates are required, or null for none
 * @param username basic authentication's user, or null for none
 * @param password its password; present exactly when {@code username} is
 */
public record HttpConfig(
        @Nullable Path cert,
        @Nullable Path key,
        @Nullable Path clientCa,
        @Nullable String username,
        @Nullable String password) {
    /** Plain text, no authentication. */
    public static HttpConfig open() {
        return new HttpConfig(null, null, null, null, null);
    }

    /** Names the files and the user, without the password. */
    @Override
    public String toString() {
        return "HttpConfig[cert=" + cert + ", clientCa=" + clientCa + ", username=" + username + "]";
    }
}
