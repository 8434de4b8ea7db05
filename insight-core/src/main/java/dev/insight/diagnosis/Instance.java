package dev.insight.diagnosis;

/**
 * One instance of a hop: of several, one that is slow may not move what the hop does on the whole. It is held against
 * what it was itself, for instances differ. Confined to one thread.
 */
final class Instance {
    private static final float SHIFT_LIMIT = 10;
    private static final int SAMPLES = 24;
    private static final int LEARNED = 60;

    private final String node;
    private final Baseline usual = new Baseline(LEARNED);
    private final RecentSamples samples = new RecentSamples(SAMPLES, SAMPLES, true);
    private final Cusum shift = new Cusum(SHIFT_LIMIT);

    Instance(String node) {
        this.node = node;
    }

    String node() {
        return node;
    }

    /** What it usually takes more than the hop's paths do. */
    Baseline usual() {
        return usual;
    }

    RecentSamples samples() {
        return samples;
    }

    Cusum shift() {
        return shift;
    }

    /** Takes in one value of the hop's that this instance gave. */
    void take(long now, PathState path, Sample sample, boolean isSuspect) {
        float excess = sample.excess();
        if (usual.isUsable()) {
            Sample own = new Sample(excess - usual.median(), sample.gate(), sample.spread(), sample.queue());
            shift.add(own.evidence(usual.score(excess)), now);
            samples.add(now, path, own);
        }
        if (!usual.isUsable() || !(isSuspect || (shift.isSuspicious() && samples.medianRatio(6) >= 0.5f))) {
            usual.accept(excess, now);
        }
    }

    void reset() {
        shift.reset();
        samples.clear();
    }
}
