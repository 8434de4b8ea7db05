package dev.insight.decomposition;

import java.util.List;
import java.util.Set;

/**
 * Is told the parts of one call as they are cut, from the caller outward: for who needs no {@link Decomposition}. What
 * each value means is said at {@link Term}. The sets and lists are good until the method returns.
 */
public interface TermSink {
    /** A hop's own time. */
    void self(String hop, long nanos, long queueNanos, Set<Flaw> flaws);

    /** What lies between {@code from} and {@code to}: a link or a residual. */
    void between(Term.Kind kind, String from, String to, long nanos, List<String> hides, Set<Flaw> flaws);
}
