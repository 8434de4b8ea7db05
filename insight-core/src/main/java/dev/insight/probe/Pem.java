package dev.insight.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys of PEM files, for transports and servers. Reads the disk at each call; thread-safe. What cannot be
 * used is an {@link IOException} that names the setting, the file and what is wrong with it.
 */
public final class Pem {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final byte[] SIGNED = "insight".getBytes(StandardCharsets.US_ASCII);
    private static final char[] NO_PASSWORD = {};

    private Pem() {}

    /** The certificates in {@code file}, one at least; {@code setting} is what the user calls it. */
    public static X509Certificate[] certificates(String setting, Path file) throws IOException {
        byte[] pem = read(setting, file);
        try {
            X509Certificate[] certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (certificates.length > 0) {
                return certificates;
            }
        } catch (GeneralSecurityException e) {
            // Said below: what the parser says of it helps nobody.
        }
        throw unusable(setting, file, "holds no certificate in PEM", null);
    }

    /** The unencrypted PKCS#8 key in {@code file}; {@code setting} is what the user calls it. */
    public static PrivateKey privateKey(String setting, Path file) throws IOException {
        Matcher pem = PKCS8.matcher(new String(read(setting, file), StandardCharsets.ISO_8859_1));
        if (pem.find()) {
            for (String kind : KEY_KINDS) {
                try {
                    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
                    return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    // Of another kind, then, or no base64.
                }
            }
        }
        throw unusable(setting, file, "holds no PKCS#8 private key in PEM", null);
    }

    /**
     * The unencrypted PKCS#8 key in {@code keyFile}, which must be that of the first certificate of {@code chain}, which
     * {@code certFile} holds: a pair of which one half was replaced already shows here, not in handshakes that fail with
     * no word of why. {@code section} is what holds both settings.
     */
    public static PrivateKey privateKeyOf(X509Certificate[] chain, String section, Path certFile, Path keyFile)
            throws IOException {
        PrivateKey secret = privateKey(section + ".key", keyFile);
        if (!isPair(chain[0], secret)) {
            throw unusable(section + ".key", keyFile, "is not the key of the certificate in " + certFile, null);
        }
        return secret;
    }

    /** Whether {@code certificate} verifies what {@code secret} signs. */
    public static boolean isPair(X509Certificate certificate, PrivateKey secret) {
        try {
            String kind = secret.getAlgorithm();
            Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(kind, kind));
            signature.initSign(secret);
            signature.update(SIGNED);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SIGNED);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another kind
        }
    }

    /** What shows the chain in {@code cert} with the key in {@code key}; {@code section} is what holds both settings. */
    public static KeyManager[] keyManagers(String section, Path cert, Path key) throws IOException {
        X509Certificate[] chain = certificates(section + ".cert", cert);
        PrivateKey secret = privateKeyOf(chain, section, cert, key);
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("me", secret, NO_PASSWORD, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw unusable(section + ".cert", cert, "does not go with its key: " + e.getMessage(), e);
        }
    }

    /** What trusts the authorities in {@code file} and no others; {@code setting} is what the user calls it. */
    public static TrustManager[] trustManagers(String setting, Path file) throws IOException {
        X509Certificate[] authorities = certificates(setting, file);
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < authorities.length; i++) {
                store.setCertificateEntry("ca" + i, authorities[i]);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw unusable(setting, file, "cannot be trusted: " + e.getMessage(), e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static byte[] read(String setting, Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(setting, file, "does not exist", e);
        } catch (IOException e) {
            throw unusable(setting, file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static IOException unusable(String setting, Path file, String why, @Nullable Throwable cause) {
        return new IOException(setting + ": " + file + " " + why, cause);
    }
}
