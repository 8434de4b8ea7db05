package dev.insight.diagnosis;

/** Whether what an incident is about still shows, at the value that came last. */
final class LastingRule {
    /** What is left of an excess when its incident goes on: less is what the weather may have moved meanwhile. */
    private static final float LASTING = 0.25f;
    /** Of the least effect that matters, what matters still: the weather moves by half of it for as long as it likes. */
    private static final float LASTING_GATE = 0.7f;
    /** The share of late calls that is more than the usual few. */
    private static final float LASTING_SHARE = 0.08f;

    private static final int FEW = 3;
    private static final int MANY = 24;
    /** So many standard errors of a median are no chance, though it be looked at with every call for a while. */
    private static final float ERRORS = 2.5f;

    private LastingRule() {}

    static boolean shows(Component component, Incident incident, long now) {
        RecentSamples samples = component.samples();
        String kind = incident.finding().kind();
        if (kind.equals("loss")) {
            return component.stalls().lastHitMicros() == now;
        }
        String node = incident.finding().instance();
        Instance instance = node == null ? null : component.instance(node);
        float excess = incident.finding().excess();
        if (instance != null) {
            RecentSamples own = instance.samples();
            return own.since(now) > 0 && own.reaching(0.5f, beyondScatter(own, excess), 2) > 0;
        }
        if (kind.equals("delay")) {
            return goesOn(samples, LASTING * excess);
        }
        float least = beyondScatter(samples, excess);
        if (samples.reaching(0.8f, least, 1) == 0) {
            return false;
        }
        long interval = incident.intervalMicros();
        int latest = samples.since(now - 6 * interval);
        return samples.reaching(0.8f, least, latest) >= Math.max(2, LASTING_SHARE * latest);
    }

    /** What is left of an excess, and no value reaches that is only as far out as some always are. */
    private static float beyondScatter(RecentSamples samples, float excess) {
        return Math.min(excess / 2, Math.max(LASTING * excess, ERRORS * samples.medianError(1)));
    }

    /** Two of the latest three where single values say it; where they scatter more than that, half of as many as it takes. */
    private static boolean goesOn(RecentSamples samples, float least) {
        float scatter = ERRORS * samples.medianError(1) / least;
        int latest = Math.round(Math.max(FEW, Math.min(MANY, scatter * scatter)));
        return samples.reaching(LASTING_GATE, least, latest) * 2 > latest;
    }
}
