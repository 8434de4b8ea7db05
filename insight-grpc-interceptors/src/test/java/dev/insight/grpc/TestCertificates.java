package dev.insight.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. */
final class TestCertificates {
    private final X500Name name;
    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;

    /** A certificate and its key. */
    record Identity(X509Certificate certificate, PrivateKey key) {}

    TestCertificates(String name) {
        this.name = new X500Name("CN=" + name);
        certificate = sign(this.name, keys, Duration.ofDays(1), true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    Identity issue(Duration validFor) {
        KeyPair own = newKeys();
        return new Identity(sign(new X500Name("CN=payments"), own, validFor, false), own.getPrivate());
    }

    /** A server's side: shows {@code identity}, and wants client certificates of {@code clients} unless that is null. */
    static SslContext server(Identity identity, TestCertificates clients) throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(identity.key, identity.certificate);
        if (clients != null) {
            builder.trustManager(clients.certificate).clientAuth(ClientAuth.REQUIRE);
        }
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }

    static Path write(Path file, X509Certificate certificate) throws IOException, GeneralSecurityException {
        return pem(file, "CERTIFICATE", certificate.getEncoded());
    }

    static Path write(Path file, PrivateKey key) throws IOException {
        return pem(file, "PRIVATE KEY", key.getEncoded());
    }

    /** Replaces the file at once, as those who rotate certificates do. */
    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + type + "-----\n";
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        return Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private X509Certificate sign(X500Name subject, KeyPair of, Duration validFor, boolean authority) {
        Instant now = Instant.now();
        Instant until = now.plus(validFor);
        Instant from = until.isBefore(now) ? until.minus(Duration.ofDays(1)) : now.minus(Duration.ofHours(1));
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(System.identityHashCode(of)),
                Date.from(from),
                Date.from(until),
                subject,
                of.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                GeneralName[] names = {
                    new GeneralName(GeneralName.dNSName, "payments.internal"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                };
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
