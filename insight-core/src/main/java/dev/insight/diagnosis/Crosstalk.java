package dev.insight.diagnosis;

import java.util.function.Predicate;

/** What rises because something next to it, or before it, does. */
final class Crosstalk {
    /** A hop's neighbours are explained by the hop if they rise by no more than this share of what it rises. */
    private static final float CROSSTALK = 0.75f;
    /** What rises by this share of another rises with it. */
    private static final float TOGETHER = 0.4f;

    /** Calls that are late on other paths so many times less often are late by chance. */
    private static final int MUCH_RARER = 4;

    private static final int LEAST_COMPARED = 6;
    /** How far chance alone takes the ratio of two queues' means, of one call. */
    private static final double CHANCE = 2;

    private Crosstalk() {}

    /** Whether {@code hop} rises so much that {@code signal}, of what is next to it or behind, is bound to rise. */
    static boolean isCrosstalk(Signal signal, Component hop) {
        if (hop.incident() == null && hop.shift().count() == 0) {
            return false;
        }
        int ofSignal = Math.max(LEAST_COMPARED, signal.count());
        int ofHop = Math.max(LEAST_COMPARED, hop.samples().since(signal.sinceMicros()));
        float excess = hop.samples().meanExcess(ofHop);
        boolean rises = hop.incident() != null || hop.samples().reaching(0.7f, ofHop) * 2 >= ofHop;
        double chance = isQueueing(hop, ofHop, excess) ? 1 + CHANCE / Math.sqrt(ofSignal) : 1;
        return rises && signal.component().samples().meanExcess(ofSignal) <= CROSSTALK * chance * excess;
    }

    /** Whether most of what {@code hop} takes longer is spent in its queue. */
    private static boolean isQueueing(Component hop, int count, float excess) {
        return hop.samples().medianQueue(count, excess) >= 0.5f * excess;
    }

    /**
     * A hop that sends a request's headers at once and its message when its queue lets it makes every hop behind it wait
     * for the message: what rises behind a queue, by no more than the queue, and only on paths that come through it, is
     * that queue.
     */
    static boolean isBehindQueue(Signal signal, Components components) {
        Component behind = signal.component();
        for (Component hop : components.all()) {
            if (hop == behind || hop.kind() != Component.Kind.HOP) {
                continue;
            }
            Signal meanwhile = sinceItRose(signal, hop);
            if (isCrosstalk(meanwhile, hop)) {
                int count = Math.max(LEAST_COMPARED, hop.samples().since(meanwhile.sinceMicros()));
                if (isQueueing(hop, count, hop.samples().meanExcess(count))
                        && risesOnlyBehind(meanwhile, path -> path.passesBefore(hop.name(), behind.name()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The same, of the time that {@code hop} rises, if most late calls came in it: a few of the usual ones, long before, are
     * not what the signal is about.
     */
    private static Signal sinceItRose(Signal signal, Component hop) {
        Incident incident = hop.incident();
        long rose = incident == null
                ? hop.shift().leftZeroMicros()
                : incident.finding().sinceMicros();
        if (isOfMost(signal) || rose <= signal.sinceMicros()) {
            return signal;
        }
        RecentSamples samples = signal.component().samples();
        int count = Math.min(signal.count(), samples.since(rose));
        return 2 * samples.reaching(1, count) >= samples.reaching(1, signal.count())
                ? new Signal(
                        signal.component(),
                        signal.kind(),
                        rose,
                        count,
                        signal.excess(),
                        signal.ratio(),
                        signal.instance())
                : signal;
    }

    /**
     * A packet lost between a request's headers and its message makes whoever has the headers wait for the message: what
     * stalls now and then behind a link that stalls as well, and on paths over that link alone, is the link's.
     */
    static boolean isBehindLoss(Signal signal, Components components) {
        Component behind = signal.component();
        if (isOfMost(signal) || signal.excess() < StallRule.LEAST_STALL_MILLIS) {
            return false;
        }
        for (Component link : components.all()) {
            if (link.isLink()
                    && (link.incident() != null || link.stalls().count() > 0)
                    && risesOnlyBehind(signal, path -> isBefore(link, behind, path))) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code path} crosses {@code link} and then {@code hop}. */
    private static boolean isBefore(Component link, Component hop, PathState path) {
        int at = path.hops().indexOf(hop.name());
        return link.paths().contains(path)
                && link.ends().stream().allMatch(end -> path.hops().indexOf(end) <= at);
    }

    private static boolean isOfMost(Signal signal) {
        return signal.kind().equals("delay");
    }

    /** Whether the signal's component rises on paths that are {@code explained}, and on no other. */
    private static boolean risesOnlyBehind(Signal signal, Predicate<PathState> explained) {
        RecentSamples samples = signal.component().samples();
        boolean rises = false;
        int late = 0;
        int lateElsewhere = 0;
        for (PathState path : signal.component().paths()) {
            boolean isExplained = explained.test(path);
            int own = samples.reaching(1, TOGETHER * signal.excess(), path, signal.count());
            float excess = samples.medianExcess(path, signal.count());
            if (!isExplained && isOfMost(signal) && excess >= TOGETHER * signal.excess()) {
                return false;
            }
            rises |= isExplained && excess > 0;
            late += isExplained ? own : 0;
            lateElsewhere += isExplained ? 0 : own;
        }
        return isOfMost(signal) ? rises : late > 0 && MUCH_RARER * lateElsewhere <= late;
    }
}
