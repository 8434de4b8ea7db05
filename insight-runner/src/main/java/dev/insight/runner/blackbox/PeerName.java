package dev.insight.runner.blackbox;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/**
 * The name whose certificate is wanted. The JDK refuses one with an underscore, which DNS, certificates and blackbox_exporter
 * have: it is said to the peer, and looked for in the certificate, by this.
 */
final class PeerName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
    private static final int DNS_NAME = 2;

    private final String name;
    private final List<SNIServerName> indication;

    PeerName(String name) {
        this.name = name;
        indication = indication(name);
    }

    /** What is said to the peer before it shows a certificate: the name, or nothing where it is an address or cannot be one. */
    List<SNIServerName> indication() {
        return indication;
    }

    private static List<SNIServerName> indication(String name) {
        if (!NAME.matcher(name).matches() || DIGITS.matcher(name).matches()) {
            return List.of();
        }
        try {
            // Of bytes, for of text the JDK takes no underscore.
            return List.of(new SNIHostName(name.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return List.of(); // such as a..b, or a label of more than 63 characters
        }
    }

    /** Whether {@link #check} must be asked, for the JDK would trust no certificate with this name. */
    boolean isUnknownToJdk() {
        return !indication.isEmpty() && name.indexOf('_') >= 0;
    }

    /** Throws unless the certificate is this name's, or that of all names which differ in their first label. */
    void check(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        String anyFirst = name.replaceFirst("^[^.]+(?=[.])", "*");
        for (List<?> each : names == null ? List.<List<?>>of() : names) {
            boolean isName = Integer.valueOf(DNS_NAME).equals(each.get(0));
            String text = String.valueOf(each.get(1));
            if (isName && (text.equalsIgnoreCase(name) || text.equalsIgnoreCase(anyFirst))) {
                return;
            }
        }
        throw new CertificateException("No subject alternative DNS name matching " + name + " found.");
    }
}
