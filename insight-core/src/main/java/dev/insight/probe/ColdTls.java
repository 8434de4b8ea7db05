package dev.insight.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Secures a cold probe's socket as a {@link Tls} says. Reads its files each time, so that rotated ones count at once. */
final class ColdTls {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String[] KEY_KINDS = {"RSA", "EC", "Ed25519"};
    private static final char[] NO_PASSWORD = {};

    private ColdTls() {}

    /** What the files say now; fails naming the one that is to blame. */
    static SSLContext context(Tls tls) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls.cert(), tls.key()), trust(tls.ca()), null);
            return context;
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

    private static TrustManager @Nullable [] trust(@Nullable Path ca) throws IOException, GeneralSecurityException {
        if (ca == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int count = 0;
        for (Certificate certificate : certificates("ca", ca)) {
            store.setCertificateEntry("ca" + count++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(@Nullable Path cert, @Nullable Path key)
            throws IOException, GeneralSecurityException {
        if (cert == null || key == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates("cert", cert).toArray(new Certificate[0]);
        store.setKeyEntry("me", privateKey(key), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String what, Path file) throws IOException {
        byte[] pem = read(what, file);
        try {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!read.isEmpty()) {
                return read;
            }
        } catch (GeneralSecurityException e) {
            // Said below: what the parser says of it helps nobody.
        }
        throw unusable(what, file, "holds no certificate in PEM");
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PKCS8.matcher(new String(read("key", file), StandardCharsets.ISO_8859_1));
        if (pem.find()) {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            for (String kind : KEY_KINDS) {
                try {
                    return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (InvalidKeySpecException e) {
                    // Of another kind, then.
                }
            }
        }
        throw unusable("key", file, "holds no PKCS#8 private key in PEM");
    }

    private static byte[] read(String what, Path file) throws ColdException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(what, file, "does not exist");
        } catch (IOException e) {
            throw unusable(what, file, "cannot be read: " + e.getMessage());
        }
    }

    private static ColdException unusable(String what, Path file, String why) {
        return ColdException.of("UNAVAILABLE", "tls." + what + ": " + file + " " + why);
    }
}
