package dev.insight.runner.blackbox;

import dev.insight.runner.blackbox.TlsClient.Secured;
import io.prometheus.metrics.model.snapshots.Labels;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What a secured connection tells of its certificates. */
final class TlsMetrics {
    private static final int DNS_NAME = 2;

    /** What blackbox_exporter's arithmetic makes of no chain at all: the year 1. */
    private static final long NEVER = -62_135_596_800L;

    private TlsMetrics() {}

    /** What both probers tell. */
    static void set(Secured secured, ProbeMetrics metrics) {
        X509Certificate leaf = secured.sent().get(0);
        metrics.set(ProbeMetric.CERT_EXPIRY, (double) earliest(secured.sent()));
        metrics.set(ProbeMetric.TLS_VERSION, 1, Labels.of("version", version(secured.version())));
        metrics.set(
                ProbeMetric.CHAIN_INFO,
                1,
                Labels.of(
                        "fingerprint_sha256", fingerprint(leaf),
                        "subject", DistinguishedName.text(leaf.getSubjectX500Principal()),
                        "issuer", DistinguishedName.text(leaf.getIssuerX500Principal()),
                        "subjectalternative", dnsNames(leaf)));
    }

    /** When the last of the verified chains ends, which the prober of TCP tells as well. */
    static void setChainExpiry(Secured secured, ProbeMetrics metrics) {
        long latest =
                secured.chains().stream().mapToLong(TlsMetrics::earliest).max().orElse(NEVER);
        metrics.set(ProbeMetric.CHAIN_EXPIRY, (double) latest);
    }

    private static long earliest(List<X509Certificate> certificates) {
        return certificates.stream()
                .mapToLong(certificate -> certificate.getNotAfter().toInstant().getEpochSecond())
                .min()
                .orElse(NEVER);
    }

    private static String version(String jdk) {
        return switch (jdk) {
            case "TLSv1.3" -> "TLS 1.3";
            case "TLSv1.2" -> "TLS 1.2";
            default -> "unknown";
        };
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has an encoding, and SHA-256 is there", e);
        }
    }

    private static String dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.joining(","));
        } catch (CertificateParsingException e) {
            return "";
        }
    }
}
