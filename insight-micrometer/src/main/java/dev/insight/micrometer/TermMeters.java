package dev.insight.micrometer;

import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.Term;
import dev.insight.decomposition.TermSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a latency's parts, made when first needed. A flawed term is counted and enters none of them. Finding a
 * timer again allocates nothing. Thread-safe.
 */
final class TermMeters implements TermSink {
    /** What the meters are called: for probes and for sampled calls. */
    record Names(String self, String queue, String link, String residual, String invalid) {}

    static final Names PROBE = new Names(
            MeterNames.HOP_SELF, MeterNames.HOP_QUEUE, MeterNames.LINK, MeterNames.RESIDUAL, MeterNames.TERMS_INVALID);
    static final Names CALL = new Names(
            MeterNames.CALL_SELF,
            MeterNames.CALL_QUEUE,
            MeterNames.CALL_LINK,
            MeterNames.CALL_RESIDUAL,
            MeterNames.CALL_TERMS_INVALID);

    private final MeterGroup group;
    private final Names names;
    private final AllowedNames allowed;
    private final Map<String, HopTimers> hops = new ConcurrentHashMap<>(8);
    private final Map<String, Timer> links = new ConcurrentHashMap<>(8);
    /** The same by where they start and end, so that their names need not be put together to find them. */
    private final Map<String, Map<String, Timer>> linksByEnds = new ConcurrentHashMap<>(8);

    private final Map<Flaw, Counter> invalid = new EnumMap<>(Flaw.class);
    private volatile @Nullable Timer residual;

    TermMeters(MeterGroup group, Names names, AllowedNames allowed) {
        this.group = group;
        this.names = names;
        this.allowed = allowed;
    }

    void record(List<Term> terms) {
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (term.kind() == Term.Kind.SELF) {
                self(term.name(), term.nanos(), term.queueNanos(), term.flaws());
            } else {
                between(term);
            }
        }
    }

    private void between(Term term) {
        if (term.isValid()) {
            record(term.kind() == Term.Kind.LINK ? link(term.name()) : residual(), term.nanos());
        } else {
            countInvalid(term.flaws());
        }
    }

    @Override
    public void self(String hop, long nanos, long queueNanos, Set<Flaw> flaws) {
        if (!Flaw.allow(flaws)) {
            countInvalid(flaws);
            return;
        }
        HopTimers timers = hop(hop);
        record(timers.self(), nanos);
        if (queueNanos >= 0) {
            record(timers.queue(), queueNanos);
        }
    }

    @Override
    public void between(Term.Kind kind, String from, String to, long nanos, List<String> hides, Set<Flaw> flaws) {
        if (Flaw.allow(flaws)) {
            record(kind == Term.Kind.LINK ? link(from, to) : residual(), nanos);
        } else {
            countInvalid(flaws);
        }
    }

    /** A valid term may lie below zero by less than the clocks can tell from it; a timer would drop it. */
    private static void record(Timer timer, long nanos) {
        timer.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private void countInvalid(Set<Flaw> flaws) {
        synchronized (invalid) {
            for (Flaw flaw : flaws) {
                invalid.computeIfAbsent(
                                flaw,
                                key -> group.counter(
                                        names.invalid,
                                        "Parts of a latency that were not to be trusted and entered no series.",
                                        "flaw",
                                        MeterNames.label(key)))
                        .increment();
            }
        }
    }

    private HopTimers hop(String hop) {
        HopTimers timers = hops.get(hop);
        return timers != null
                ? timers
                : hops.computeIfAbsent(allowed.hop(hop) ? hop : MeterNames.OTHER, HopTimers::new);
    }

    private Timer link(String link) {
        Timer timer = links.get(link);
        // Only allowed names become keys, so the map is as bounded as the labels are.
        return timer != null
                ? timer
                : links.computeIfAbsent(
                        allowed.link(link) ? link : MeterNames.OTHER,
                        label -> group.timer(
                                names.link,
                                "Time between two hops, both ways, with the hops between that did not stamp.",
                                "link",
                                label));
    }

    private Timer link(String from, String to) {
        Map<String, Timer> ends = linksByEnds.get(from);
        Timer timer = ends == null ? null : ends.get(to);
        if (timer != null) {
            return timer;
        }
        String name = from + ">" + to;
        timer = link(name);
        if (allowed.link(name)) {
            linksByEnds.computeIfAbsent(from, key -> new ConcurrentHashMap<>(4)).put(to, timer);
        }
        return timer;
    }

    private Timer residual() {
        Timer timer = residual;
        if (timer == null) {
            timer = group.timer(names.residual, "Time that no stamp explains.");
            residual = timer;
        }
        return timer;
    }

    /** A hop's parts, found with one look. */
    private final class HopTimers {
        private final String label;
        private final Timer self;
        private volatile @Nullable Timer queue;

        HopTimers(String label) {
            this.label = label;
            self = group.timer(names.self, "Own time of a hop.", "hop", label);
        }

        Timer self() {
            return self;
        }

        /** Made when first needed: a hop behind a proxy may never tell of a queue. */
        Timer queue() {
            Timer made = queue;
            if (made == null) {
                made = group.timer(names.queue, "Time a hop let calls wait for an executor.", "hop", label);
                queue = made;
            }
            return made;
        }
    }
}
