package dev.insight.decomposition;

import dev.insight.hop.HopStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps the parts of one call. */
final class TermList implements TermSink {
    private final List<Term> terms = new ArrayList<>(4);

    List<Term> terms() {
        return terms;
    }

    @Override
    public void self(String hop, long nanos, long queueNanos, Set<Flaw> flaws) {
        terms.add(new Term(Term.Kind.SELF, hop, nanos, queueNanos, List.of(), flaws));
    }

    @Override
    public void between(Term.Kind kind, String from, String to, long nanos, List<String> hides, Set<Flaw> flaws) {
        terms.add(new Term(kind, TermNames.between(from, to), nanos, HopStamp.ABSENT, hides, flaws));
    }
}
