package dev.insight.examples.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as the lab. Immutable. */
final class LabCertificates {
    private static final X500Name NAME = new X500Name("CN=Insight lab");
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPair keys;
    private final X509Certificate root;

    /** A certificate and its key. */
    record Identity(X509Certificate certificate, PrivateKey key) {}

    private LabCertificates(KeyPair keys, X509Certificate root) {
        this.keys = keys;
        this.root = root;
    }

    static LabCertificates create() throws GeneralSecurityException {
        KeyPair keys = keys();
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder building = new JcaX509v3CertificateBuilder(
                NAME, serial(), Date.from(now.minus(DAY)), Date.from(now.plus(DAY)), NAME, keys.getPublic());
        try {
            building.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LabCertificates(keys, sign(building, keys.getPrivate()));
    }

    /** A certificate for these names and for loopback, good for a day from {@code from} on. */
    Identity issue(List<String> names, Instant from) throws GeneralSecurityException {
        KeyPair own = keys();
        JcaX509v3CertificateBuilder building = new JcaX509v3CertificateBuilder(
                NAME,
                serial(),
                Date.from(from),
                Date.from(from.plus(DAY)),
                new X500Name("CN=" + names.get(0)),
                own.getPublic());
        List<GeneralName> all = new ArrayList<>();
        names.forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        try {
            building.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(all.toArray(GeneralName[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Identity(sign(building, keys.getPrivate()), own.getPrivate());
    }

    /** Writes the authority's own certificate, in PEM. */
    void writeRoot(Path file) throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded());
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** What trusts this authority and nobody else. */
    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        // Who resumes a session is shown no certificate.
        context.getClientSessionContext().setSessionTimeout(1);
        return context;
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(64, new SecureRandom()).setBit(64);
    }

    private static X509Certificate sign(X509v3CertificateBuilder building, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(building.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("the lab's certificate cannot be signed", e);
        }
    }
}
