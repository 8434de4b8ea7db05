package dev.insight.runner.blackbox;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** The name whose certificate is wanted. The JDK verifies none with an underscore, which DNS and certificates have; this does. */
final class PeerName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern WITH_UNDERSCORE =
            Pattern.compile("(?=[^_]*_)(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");
    private static final int DNS_NAME = 2;

    private final String name;

    PeerName(String name) {
        this.name = name;
    }

    /** What is said to the peer before it shows a certificate: the name, or nothing where the JDK takes it for none. */
    List<SNIServerName> indication() {
        if (!NAME.matcher(name).matches() || DIGITS.matcher(name).matches()) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of(); // has an underscore, two dots in a row, or a label of more than 63 characters
        }
    }

    /** Whether {@link #check} must be asked, for the JDK would trust no certificate with this name. */
    boolean isUnknownToJdk() {
        return WITH_UNDERSCORE.matcher(name).matches();
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
