package dev.insight.diagnosis;

/** Whether what an incident is about still shows, at the value that came last. */
final class LastingRule {
    /** What is left of an excess when its incident goes on: less is what the weather may have moved meanwhile. */
    private static final float LASTING = 0.25f;
    /** The share of late calls that is more than the usual few. */
    private static final float LASTING_SHARE = 0.08f;

    private LastingRule() {}

    static boolean shows(Component component, Incident incident, long now) {
        RecentSamples samples = component.samples();
        String kind = incident.finding().kind();
        if (kind.equals("loss")) {
            return component.stalls().lastHitMicros() == now;
        }
        String node = incident.finding().instance();
        Instance instance = node == null ? null : component.instance(node);
        if (instance != null) {
            return instance.samples().since(now) > 0 && instance.samples().reaching(0.5f, 2) > 0;
        }
        if (kind.equals("delay")) {
            return samples.reaching(0.5f, LASTING * incident.finding().excess(), 3) >= 2;
        }
        float least = LASTING * incident.finding().excess();
        if (samples.reaching(0.8f, least, 1) == 0) {
            return false;
        }
        long interval = incident.intervalMicros();
        int latest = samples.since(now - 6 * interval);
        return samples.reaching(0.8f, least, latest) >= Math.max(2, LASTING_SHARE * latest);
    }
}
