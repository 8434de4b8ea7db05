package dev.insight.diagnosis;

/** What rises because something next to it, or before it, does. */
final class Crosstalk {
    /** A hop's neighbours are explained by the hop if they rise by no more than this share of what it rises. */
    private static final float CROSSTALK = 0.75f;
    /** What rises by this share of another rises with it. */
    private static final float TOGETHER = 0.4f;

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
            if (hop != behind && hop.kind() == Component.Kind.HOP && isCrosstalk(signal, hop)) {
                int count = Math.max(LEAST_COMPARED, hop.samples().since(signal.sinceMicros()));
                boolean isBefore = behind.paths().stream()
                        .anyMatch(path -> path.passesBefore(hop.name(), behind.name())
                                && behind.samples().medianExcess(path, signal.count()) > 0);
                if (isBefore
                        && isQueueing(hop, count, hop.samples().meanExcess(count))
                        && !risesElsewhere(signal, hop)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the signal's component rises on a path too that does not come through {@code hop}. */
    private static boolean risesElsewhere(Signal signal, Component hop) {
        Component component = signal.component();
        for (PathState path : component.paths()) {
            float own = component.samples().medianExcess(path, signal.count());
            if (!path.passesBefore(hop.name(), component.name()) && own >= TOGETHER * signal.excess()) {
                return true;
            }
        }
        return false;
    }
}
