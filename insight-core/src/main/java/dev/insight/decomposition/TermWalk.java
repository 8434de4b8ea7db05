package dev.insight.decomposition;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.hop.HopStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a call from the caller outward. At each moment some of the call's time is open: what the last hop that told a
 * time spent waiting for those behind it; at first, the whole latency. Each stamp cuts pieces off and leaves the rest
 * open, so the pieces add up to the latency whatever the stamps say.
 */
final class TermWalk {
    private static final TermSink NOWHERE = new TermList();

    private long latencyNanos;
    private TermSink sink = NOWHERE;
    /** Hops that told no time since the last one that did: none wherever all hops stamp. */
    private List<String> hidden = List.of();

    private String from = "";
    private long openNanos;
    private long openResolution;
    private boolean openFansOut;
    private int openFlaws;
    private boolean answered;

    /** Begins a walk, and tells {@code newSink} of its pieces. */
    TermWalk begin(String caller, long newLatencyNanos, TermSink newSink) {
        latencyNanos = newLatencyNanos;
        sink = newSink;
        hidden = List.of();
        answered = false;
        from = caller;
        openNanos = newLatencyNanos;
        openResolution = 1;
        openFansOut = false;
        openFlaws = Flaws.NONE;
        return this;
    }

    /** Holds on to nothing of the walk. */
    void letGo() {
        begin("", 0, NOWHERE);
    }

    /**
     * Goes on to the next hop.
     *
     * @param stamp what speaks for it, or null
     * @param isLast whether the route ends there
     * @param strayFlaws of stamps with its name that were not taken
     */
    void reach(String hop, @Nullable HopStamp stamp, boolean isLast, int strayFlaws) {
        if (stamp == null || (stamp.totalNanos() < 0 && stamp.upstreamNanos() < 0)) {
            hide(hop, strayFlaws & Flaws.of(Flaw.OUT_OF_ORDER));
        } else {
            int flaws = cutLink(hop, stamp, StampChecks.ofStamp(stamp) | (strayFlaws & Flaws.of(Flaw.DUPLICATE)));
            if (isLast && stamp.upstreamNanos() < 0) {
                answer(hop, stamp, flaws);
            } else {
                pass(hop, stamp, flaws);
            }
        }
    }

    /** What no hop answered for is explained by no stamp, and is said to be so. */
    void end() {
        if (!answered) {
            String to = hidden.isEmpty() ? "?" : hidden.get(hidden.size() - 1);
            cut(Term.Kind.RESIDUAL, to, openNanos, openResolution, openFlaws);
        }
    }

    /** A hop that told no time: the piece that is open reaches across it. */
    private void hide(String hop, int flaws) {
        if (hidden.isEmpty()) {
            hidden = new ArrayList<>();
        }
        hidden.add(hop);
        openFlaws |= flaws;
    }

    /** The hop that answered, and called nobody: its total is its own time and nothing stays open. */
    private void answer(String hop, HopStamp stamp, int flaws) {
        cutSelf(hop, stamp, stamp.totalNanos(), flaws);
        answered = true;
    }

    /** A hop that told its total, its time upstream, or both. */
    private void pass(String hop, HopStamp stamp, int linkFlaws) {
        int flaws = linkFlaws | StampChecks.ofUpstream(stamp);
        long total = stamp.totalNanos();
        long upstream = stamp.upstreamNanos();
        if (total >= 0 && upstream >= 0) {
            cutSelf(hop, stamp, total - upstream, flaws);
        }
        if (upstream >= 0) {
            open(hop, stamp, upstream, flaws);
        } else {
            open(hop, stamp, total, flaws | Flaws.of(Flaw.UPSTREAM_UNKNOWN));
        }
    }

    /** Cuts the link to a hop off; returns the flaws of all that its stamp enters. */
    private int cutLink(String hop, HopStamp stamp, int flaws) {
        if (stamp.totalNanos() >= 0) {
            cutLink(hop, stamp, stamp.totalNanos(), flaws);
        } else {
            cutLink(hop, stamp, stamp.upstreamNanos(), flaws | Flaws.of(Flaw.TOTAL_UNKNOWN));
        }
        return flaws;
    }

    private void cutLink(String hop, HopStamp stamp, long innerNanos, int flaws) {
        long nanos = openNanos - innerNanos;
        // What is open may be too short by a unit, and what is cut off too long by a tick.
        long resolution = Math.max(openResolution + StampChecks.tickNanos(stamp), stamp.resolutionNanos());
        openFlaws |= flaws;
        if (StampChecks.isNegative(nanos, resolution, innerNanos)) {
            openFlaws |= Flaws.of(Flaw.NEGATIVE_LINK);
        }
        // Of a fan-out only the call that ended last is stamped, so this is not one wire's time.
        Term.Kind kind = openFansOut ? Term.Kind.RESIDUAL : Term.Kind.LINK;
        cut(kind, hop, nanos, resolution, openFlaws);
    }

    private void cutSelf(String hop, HopStamp stamp, long nanos, int flaws) {
        boolean fits = StampChecks.queueFits(stamp);
        long queue = fits && stamp.queueNanos() >= 0 ? stamp.queueNanos() : ABSENT;
        int all = fits ? flaws : flaws | Flaws.of(Flaw.QUEUE_OVER_TOTAL);
        sink.self(hop, nanos, queue, all(all, nanos, stamp.resolutionNanos()));
    }

    private void cut(Term.Kind kind, String to, long nanos, long resolution, int flaws) {
        sink.between(kind, from, to, nanos, hidden, all(flaws, nanos, resolution));
        hidden = List.of();
    }

    private Set<Flaw> all(int flaws, long nanos, long resolution) {
        boolean tooLong = StampChecks.isLongerThan(latencyNanos, nanos, resolution);
        return Flaws.toSet(tooLong ? flaws | Flaws.of(Flaw.LONGER_THAN_CALL) : flaws);
    }

    private void open(String hop, HopStamp stamp, long nanos, int flaws) {
        from = hop;
        openNanos = nanos;
        openResolution = stamp.resolutionNanos();
        openFansOut = stamp.fanOut() > 1;
        openFlaws = flaws;
    }
}
