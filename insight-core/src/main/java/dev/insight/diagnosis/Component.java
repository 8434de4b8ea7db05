package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hop, a service, or what lies between two hops, as all paths see it that cross it: what one path cannot tell from
 * chance, several can. Confined to one thread.
 */
final class Component {
    /** What sort of thing it is. */
    enum Kind {
        HOP,
        SERVICE,
        LINK
    }

    private static final float SHIFT_LIMIT = 10;

    private static final long SUSPICION_MICROS = 600_000_000;
    private static final int SAMPLES = 128;
    /** Of a path that shares this with none, five minutes at one in five seconds. */
    private static final int SAMPLES_OF_ONE = 60;

    private final Kind kind;
    private final String name;
    private final String key;
    private final List<String> ends;
    private Set<String> hides = Set.of();
    private final List<PathState> paths = new ArrayList<>();
    private final RecentSamples samples;
    private final Cusum shift = new Cusum(SHIFT_LIMIT);
    private final RareEvents tail;
    private final RareEvents stalls = RareEvents.ofStalls();
    private final RareEvents failures = RareEvents.ofFailures();
    private final Instances instances = new Instances();
    private @Nullable Incident incident;
    private boolean seesTails = true;
    private boolean hasCrept;

    /** The only one of its name. */
    Component(Kind kind, String name) {
        this(kind, name, name);
    }

    /** @param key tells it from others of its name, which it is if there are none */
    Component(Kind kind, String name, String key) {
        this.kind = kind;
        this.name = name;
        this.key = key;
        samples = new RecentSamples(SAMPLES_OF_ONE, SAMPLES, kind != Kind.LINK);
        tail = RareEvents.ofTail(kind == Kind.LINK);
        ends = kind == Kind.LINK ? List.of(name.split(">", 2)) : List.of(name);
    }

    Kind kind() {
        return kind;
    }

    /** {@code a>b} of a link, as the first path that crossed it calls it. */
    String name() {
        return name;
    }

    String key() {
        return key;
    }

    boolean isLink() {
        return kind == Kind.LINK;
    }

    /** Whether it is all that lies between a prober and a service, so that nothing is known of where on it. */
    boolean isWholeWay() {
        return kind == Kind.LINK && !key.equals(name);
    }

    /** The two hops a link lies between; else the hop itself. */
    List<String> ends() {
        return ends;
    }

    /** Hops within a link that did not stamp. */
    Set<String> hides() {
        return hides;
    }

    List<PathState> paths() {
        return paths;
    }

    RecentSamples samples() {
        return samples;
    }

    Cusum shift() {
        return shift;
    }

    RareEvents tail() {
        return tail;
    }

    RareEvents stalls() {
        return stalls;
    }

    /** Failing calls that point here, among all that came this way. */
    RareEvents failures() {
        return failures;
    }

    @Nullable
    Instance instance(String node) {
        return instances.get(node);
    }

    Iterable<Instance> instances() {
        return instances;
    }

    @Nullable
    Incident incident() {
        return incident;
    }

    void incident(@Nullable Incident newIncident) {
        incident = newIncident;
    }

    /** Only what most calls take counts from now on, and not what a few do. */
    void ignoreTails() {
        seesTails = false;
    }

    /** What it takes longer from now on, it came to over hours. */
    void crept() {
        hasCrept = true;
    }

    boolean hasCrept() {
        return hasCrept;
    }

    /** A path crosses this, and says which hops within did not stamp. */
    void crossedBy(PathState path, Collection<String> hidden) {
        if (!paths.contains(path)) {
            paths.add(path);
        }
        if (!hides.containsAll(hidden)) {
            Set<String> all = new LinkedHashSet<>(hides);
            all.addAll(hidden);
            hides = all;
        }
    }

    void leftBy(PathState path) {
        paths.remove(path);
    }

    /**
     * Whether what is measured now might be an incident's, so that it must not be learned as usual. A suspicion that comes
     * to nothing for long is none.
     */
    boolean isSuspect(long now) {
        if (incident != null) {
            return true;
        }
        boolean isShift = shift.isSuspicious()
                && now - shift.leftZeroMicros() < SUSPICION_MICROS
                && samples.medianRatio(8) >= 0.5f;
        return isShift || tail.isSuspicious() || stalls.isSuspicious();
    }

    /** Whether what it takes has changed, though it need neither matter nor go on. */
    boolean isAlarm() {
        return shift.isAlarm() || tail.isAlarm() || stalls.isAlarm();
    }

    /**
     * Takes in one value.
     *
     * @param score its normal score in its path's baseline
     * @param isFar whether it is so large that it belongs to the tail
     */
    void take(long now, PathState path, Sample sample, float score, boolean isFar, @Nullable String node) {
        shift.add(sample.evidence(score), now);
        samples.add(now, path, sample);
        if (seesTails) {
            takeTail(now, sample, isFar);
        }
        if (!isLink() && node != null) {
            Instance instance = instances.known(node, now);
            if (instance != null) {
                instance.take(now, path, sample, isSuspect(now));
            }
        }
    }

    private void takeTail(long now, Sample sample, boolean isFar) {
        if (isFar) {
            tail.hit(now);
        } else {
            tail.miss(now);
        }
        if (isLink() && sample.excess() >= StallRule.LEAST_STALL_MILLIS) {
            stalls.hit(now);
        } else if (isLink()) {
            stalls.miss(now);
        }
    }

    /** What instances take more than their paths is to be learned anew, for what the paths take has changed. */
    void forgetInstances() {
        instances.clear();
    }

    /** Takes what is measured from now on as usual, whatever was. */
    void relearn() {
        for (PathState path : paths) {
            for (PathTerm term : path.terms()) {
                if (term.component() == this) {
                    term.relearn();
                }
            }
        }
        instances.clear();
        reset();
    }

    /** Begins anew after an incident. */
    void reset() {
        hasCrept = false;
        shift.reset();
        tail.reset();
        stalls.reset();
        failures.reset();
        samples.clear();
        instances.reset();
    }

    @Override
    public String toString() {
        return name;
    }
}
