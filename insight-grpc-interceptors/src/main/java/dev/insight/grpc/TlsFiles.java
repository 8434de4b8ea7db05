package dev.insight.grpc;

import dev.insight.probe.Tls;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Tls}'s files. Blocks on the disk. */
final class TlsFiles {
    private TlsFiles() {}

    /** What the files look like from outside; it changes when one of them is replaced or written. */
    static String state(Tls tls) {
        StringBuilder state = new StringBuilder();
        for (Path file : files(tls)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                state.append(attributes.lastModifiedTime())
                        .append('/')
                        .append(attributes.size())
                        .append('/')
                        .append(attributes.fileKey())
                        .append(' ');
            } catch (IOException e) {
                state.append("none ");
            }
        }
        return state.toString();
    }

    /** A context of the files as they are now; fails with a message that names the file which is to blame. */
    static SslContext load(Tls tls) throws SSLException {
        // The JDK's TLS rather than the bundled BoringSSL: it says in plain words why a certificate was refused.
        SslContextBuilder builder = SslContextBuilder.forClient();
        // Each connection shows and checks certificates anew: a resumed session would hide one that has expired.
        builder.sessionTimeout(1);
        if (tls.ca() != null) {
            builder.trustManager(certificates("ca", tls.ca()));
        }
        Path cert = tls.cert();
        Path key = tls.key();
        if (cert != null && key != null) {
            certificates("cert", cert);
            byte[] chain = bytes("cert", cert);
            byte[] secret = bytes("key", key);
            try {
                builder.keyManager(new ByteArrayInputStream(chain), new ByteArrayInputStream(secret));
            } catch (IllegalArgumentException e) {
                throw unusable("key", key, "holds no PKCS#8 private key in PEM", e);
            }
        }
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }

    private static X509Certificate[] certificates(String what, Path file) throws SSLException {
        try {
            List<X509Certificate> read = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(what, file)))) {
                read.add((X509Certificate) certificate);
            }
            if (!read.isEmpty()) {
                return read.toArray(X509Certificate[]::new);
            }
            throw unusable(what, file, "holds no certificate in PEM", null);
        } catch (GeneralSecurityException e) {
            throw unusable(what, file, "holds no certificate in PEM", e);
        }
    }

    private static byte[] bytes(String what, Path file) throws SSLException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(what, file, "does not exist", e);
        } catch (IOException e) {
            throw unusable(what, file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static SSLException unusable(String what, Path file, String why, @Nullable Throwable cause) {
        return new SSLException("tls." + what + ": " + file + " " + why, cause);
    }

    private static List<Path> files(Tls tls) {
        List<Path> files = new ArrayList<>();
        for (Path file : new @Nullable Path[] {tls.ca(), tls.cert(), tls.key()}) {
            if (file != null) {
                files.add(Objects.requireNonNull(file));
            }
        }
        return files;
    }
}
