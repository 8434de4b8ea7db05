package dev.insight.diagnosis;

import dev.insight.decomposition.Term;
import dev.insight.hop.HopStamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One term of one path: what it usually takes, and the component it belongs to. Confined to one thread. */
final class PathTerm {
    /** No effect below this matters to anybody, milliseconds. */
    private static final float LEAST_EFFECT = 2;
    /** Nor one below this share of the whole call. */
    private static final float LEAST_SHARE = 0.02f;
    /** Nor, on a link between regions, one below this share of the link. */
    private static final float LEAST_LINK_SHARE = 0.04f;
    /** Nor, of a hop or service, one below this share of its own time: what it does changes more than the way to it. */
    private static final float LEAST_SELF_SHARE = 0.2f;
    /** Nor one of the size that the weather has every day, in standard deviations of how medians wander. */
    private static final float WANDER = 4;
    /** A value this much above the usual belongs to the tail, if it is above nearly all as well. */
    private static final float FAR_MILLIS = 15;

    /** What crept up by so many gates since the lowest of the last eight hours is no weather. */
    private static final float DRIFT_GATES = 2;

    private static final float FAR_QUANTILE = 0.99f;
    private static final float QUEUE_MEMORY = 1 / 60f;
    private static final double MILLI = 1e6;

    private final String name;
    private final Component component;
    private final PathState path;
    private final Baseline usual = new Baseline(PathState.LEARNED);
    /** A hop's time follows its load through the day, and is not held against other hours; what lies between hops is. */
    private final @Nullable Levels levels;

    private float usualQueue;

    PathTerm(String name, Component component, PathState path) {
        this.name = name;
        this.component = component;
        this.path = path;
        levels = component.isLink() ? new Levels() : null;
    }

    /** As the decomposition calls it. */
    String name() {
        return name;
    }

    Component component() {
        return component;
    }

    Baseline usual() {
        return usual;
    }

    /** How long calls usually wait in the hop's queue, milliseconds. */
    float usualQueue() {
        return usualQueue;
    }

    /** What is to be known of this term when its path comes again; it is used no more. */
    Memory.RememberedTerm remembered() {
        return new Memory.RememberedTerm(name, !component.isLink(), List.copyOf(component.hides()), usual, usualQueue);
    }

    /** Goes on from what was known before. */
    void recall(Memory.RememberedTerm known) {
        usual.recall(known.usual());
        usualQueue = known.usualQueue();
    }

    /** The least effect that matters here, milliseconds. */
    float gate() {
        float own = (component.isLink() ? LEAST_LINK_SHARE : LEAST_SELF_SHARE) * usual.median();
        float call = LEAST_SHARE * path.usualMillis();
        return Math.max(Math.max(LEAST_EFFECT, own), Math.max(call, WANDER * usual.wander()));
    }

    /** Takes what is measured from now on as usual, whatever was. */
    void relearn() {
        usual.clear();
        if (levels != null) {
            levels.clear();
        }
    }

    /**
     * What crept up over hours has taken the baseline along. From here on it is held against what was usual before, and
     * tells as any shift.
     */
    private void unlearnDrift(Levels before, long now) {
        before.note(now, usual.median());
        float drift = usual.median() - before.lowest();
        if (drift >= DRIFT_GATES * gate()) {
            usual.lower(drift);
            component.crept();
        }
    }

    /**
     * Takes in what a call took here. What was lost to attempts before the one that was answered is no fault of the hop that
     * tried again.
     *
     * @param stamp the hop's own, if this is a hop's
     */
    void take(long now, Term term, @Nullable HopStamp stamp) {
        long retries = stamp == null ? 0 : Math.max(0, stamp.retryNanos());
        String node = stamp == null ? null : stamp.node();
        float value = (float) ((term.nanos() - retries) / MILLI);
        float queue = term.queueNanos() < 0 ? -1 : (float) (term.queueNanos() / MILLI);
        if (usual.isUsable()) {
            float gate = gate();
            float excess = value - usual.median();
            Sample sample = new Sample(excess, gate, usual.spread(), queue < 0 ? -1 : Math.max(0, queue - usualQueue));
            boolean isFar = excess > Math.max(FAR_MILLIS, 2 * gate) && value > usual.quantile(FAR_QUANTILE);
            component.take(now, path, sample, usual.score(value), isFar, node);
        }
        if (!component.isSuspect(now)) {
            if (usual.accept(value, now)) {
                component.forgetInstances(); // they were held against what it took before
            }
            if (levels != null && usual.isSettled()) {
                unlearnDrift(levels, now);
            }
            if (queue >= 0) {
                usualQueue += Math.max(QUEUE_MEMORY, 1f / (1 + usual.count())) * (queue - usualQueue);
            }
        }
    }
}
