package dev.insight.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one path. Confined to one thread. */
final class PathState {
    /** How many values the usual is made of. */
    static final int LEARNED = 240;
    /** A path's terms change as hops begin and cease to stamp; more sorts than this are made up by a peer. */
    private static final int MAX_TERMS = 64;

    private static final double MILLI = 1e6;

    private final Probe probe;
    private final Components components;
    private final List<String> hops;
    private final String serviceKey;
    private final char number;
    private final long intervalMicros;
    private final Baseline usual = new Baseline(LEARNED);
    private final RareEvents failures = RareEvents.ofFailures();
    private final List<PathTerm> terms = new ArrayList<>();
    private final Set<String> stamping = new HashSet<>();
    private boolean learning = true;
    private long usedMicros = Long.MIN_VALUE;

    PathState(Probe probe, Components components) {
        this.probe = probe;
        this.components = components;
        number = components.nextNumber();
        // Of a route that names no hops the service at least is known.
        hops = probe.route().hops().isEmpty()
                ? List.of(probe.path().service())
                : probe.route().hops();
        serviceKey = Namesakes.service(hops.get(hops.size() - 1), probe.path());
        intervalMicros = Math.max(1, probe.interval().toNanos() / 1_000);
    }

    PathId id() {
        return probe.path();
    }

    /** Tells this path from those that share a component with it, unless there were 65,536 of them meanwhile. */
    char number() {
        return number;
    }

    Probe probe() {
        return probe;
    }

    /** The route's hops from the prober outward, the service last. */
    List<String> hops() {
        return hops;
    }

    boolean isService(String hop) {
        return hops.get(hops.size() - 1).equals(hop);
    }

    /** Tells the service from others of its name in other regions. */
    String serviceKey() {
        return serviceKey;
    }

    /** Whether calls are known to go straight to the service. */
    boolean isDirect() {
        return probe.route().hops().size() == 1;
    }

    /** Whether calls pass {@code hop} and then {@code other}. */
    boolean passesBefore(String hop, String other) {
        int at = hops.indexOf(hop);
        return at >= 0 && hops.indexOf(other) > at;
    }

    /** {@code prober-eu}. */
    String prober() {
        return "prober-" + id().source();
    }

    long intervalMicros() {
        return intervalMicros;
    }

    /** What a call usually takes, milliseconds. */
    float usualMillis() {
        return usual.count() == 0 ? 0 : usual.median();
    }

    Baseline usual() {
        return usual;
    }

    RareEvents failures() {
        return failures;
    }

    /** Whether {@code hop} is known to stamp. */
    boolean stamps(String hop) {
        return stamping.contains(hop);
    }

    /** The place of the last hop before {@code at} that is known to stamp, or of the one before while none is. */
    int stampingBefore(int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (stamping.isEmpty() || stamping.contains(hops.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The link by which hop {@code at} is reached, as measured: between the nearest hops that stamp. */
    String segmentTo(int at, Components all) {
        int from = stampingBefore(at);
        int to = at;
        while (to < hops.size() - 1 && !stamping.isEmpty() && !stamping.contains(hops.get(to))) {
            to++;
        }
        String name = (from < 0 ? prober() : hops.get(from)) + ">" + hops.get(to);
        return from < 0 ? name : all.link(name).name();
    }

    /** The place of the first hop behind the link {@code name} of {@link #segmentTo}, or -1 if this path does not cross it. */
    int segmentEnd(String name, Components all) {
        for (int i = 0; i < hops.size(); i++) {
            if (segmentTo(i, all).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    List<PathTerm> terms() {
        return terms;
    }

    /** Whether it is not known yet what each part of the latest call usually takes. */
    boolean isLearning() {
        return learning;
    }

    /** When the latest call was of which the times could be used; while there was none, when that was asked first. */
    long usedMicros(long now) {
        if (usedMicros == Long.MIN_VALUE) {
            usedMicros = now;
        }
        return usedMicros;
    }

    /** Takes in a call that ended well. */
    void take(long now, ProbeResult result, Decomposition decomposition) {
        List<HopStamp> stamps = result.path().stamps();
        for (HopStamp stamp : stamps) {
            if (stamping.size() < MAX_TERMS) {
                stamping.add(stamp.name());
            }
        }
        List<Term> all = decomposition.terms();
        boolean isSuspect = false;
        boolean isKnown = true;
        for (int i = 0; i < all.size(); i++) {
            Term term = all.get(i);
            if (!term.isValid()) {
                continue;
            }
            PathTerm known = term(i, term);
            if (known != null) {
                HopStamp stamp = term.kind() == Term.Kind.SELF ? stamp(term.name(), stamps) : null;
                known.take(now, term, stamp);
                isSuspect |= known.component().isSuspect(now);
                isKnown &= known.usual().isUsable();
            }
        }
        learning = !isKnown;
        usedMicros = now;
        if (!isSuspect) {
            usual.accept((float) (result.latencyNanos() / MILLI), now);
        }
    }

    /** What is to be known of this path when it comes again; it is used no more. */
    Memory.RememberedPath remembered() {
        return new Memory.RememberedPath(
                hops, usual, terms.stream().map(PathTerm::remembered).toList());
    }

    /** Takes up what was known before. */
    void recall(Memory.RememberedPath known) {
        usual.recall(known.usual());
        for (Memory.RememberedTerm each : known.terms()) {
            Component component = components.of(each.name(), each.isSelf(), each.hides(), this);
            PathTerm term = new PathTerm(each.name(), component, this);
            term.recall(each);
            terms.add(term);
        }
        learning =
                terms.isEmpty() || !terms.stream().allMatch(term -> term.usual().isUsable());
    }

    void forget() {
        for (PathTerm term : terms) {
            components.leave(term.component(), this);
        }
    }

    /** The state of {@code term}, which nearly always stands where it stood last time. */
    private @Nullable PathTerm term(int at, Term term) {
        if (at < terms.size() && terms.get(at).name().equals(term.name())) {
            return terms.get(at);
        }
        for (PathTerm known : terms) {
            if (known.name().equals(term.name())) {
                return known;
            }
        }
        if (terms.size() == MAX_TERMS) {
            return null;
        }
        PathTerm made = new PathTerm(
                term.name(), components.of(term.name(), term.kind() == Term.Kind.SELF, term.hides(), this), this);
        terms.add(made);
        return made;
    }

    private static @Nullable HopStamp stamp(String hop, List<HopStamp> stamps) {
        for (HopStamp stamp : stamps) {
            if (stamp.name().equals(hop)) {
                return stamp;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return id().toString();
    }
}
