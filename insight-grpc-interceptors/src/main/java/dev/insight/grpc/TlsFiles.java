package dev.insight.grpc;

import dev.insight.probe.Pem;
import dev.insight.probe.Tls;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
        Path ca = tls.ca();
        Path cert = tls.cert();
        Path key = tls.key();
        try {
            if (ca != null) {
                builder.trustManager(Pem.certificates("tls.ca", ca));
            }
            if (cert != null && key != null) {
                X509Certificate[] chain = Pem.certificates("tls.cert", cert);
                builder.keyManager(Pem.privateKeyOf(chain, "tls", cert, key), chain);
            }
        } catch (IOException e) {
            throw new SSLException(e.getMessage(), e);
        }
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
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
