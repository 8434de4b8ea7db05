package dev.insight.runner.blackbox;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every way from a verified certificate to a trusted one: the JDK verifies a way, but does not say which. */
final class VerifiedChains {
    private static final int MAX_CHECKS = 100;

    private final List<X509Certificate> sent;
    private final List<X509Certificate> roots;
    private final Set<X509Certificate> trusted;
    private final List<List<X509Certificate>> chains = new ArrayList<>();
    private int checks;

    private VerifiedChains(List<X509Certificate> sent, List<X509Certificate> roots) {
        this.sent = sent;
        this.roots = roots;
        trusted = new HashSet<>(roots);
    }

    /** The chains that begin with the first of {@code sent} and end with one of {@code roots}. */
    static List<List<X509Certificate>> of(List<X509Certificate> sent, List<X509Certificate> roots) {
        VerifiedChains search = new VerifiedChains(sent, roots);
        if (search.trusted.contains(sent.get(0))) {
            return List.of(List.of(sent.get(0)));
        }
        search.extend(List.of(sent.get(0)));
        return search.chains;
    }

    private void extend(List<X509Certificate> chain) {
        for (X509Certificate root : roots) {
            if (isNext(chain, root)) {
                chains.add(with(chain, root));
            }
        }
        for (X509Certificate intermediate : sent) {
            if (!trusted.contains(intermediate) && isNext(chain, intermediate)) {
                extend(with(chain, intermediate));
            }
        }
    }

    private boolean isNext(List<X509Certificate> chain, X509Certificate issuer) {
        X509Certificate last = chain.get(chain.size() - 1);
        if (chain.contains(issuer)
                || !last.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                || ++checks > MAX_CHECKS) {
            return false;
        }
        try {
            last.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<X509Certificate> with(List<X509Certificate> chain, X509Certificate next) {
        List<X509Certificate> longer = new ArrayList<>(chain);
        longer.add(next);
        return longer;
    }
}
