package dev.insight.diagnosis;

/**
 * Notices that something rare has become frequent: Page's test of a share of hits against a larger one. What is usual is
 * learned, so that what always happens a little is no news. Confined to one thread.
 */
final class RareEvents extends Cusum {
    private static final float MEMORY = 1 / 4_000f;
    private static final long NEVER = Long.MIN_VALUE / 2; // so that differences do not overflow

    private final float usualFloor;
    private final float frequent;
    private float usual;
    private float hitEvidence;
    private float missEvidence;
    private long lastHitMicros = NEVER;
    private long hitBeforeMicros = NEVER;

    /** Calls that fail: one in two hundred is usual, and three in a row an alarm. */
    static RareEvents ofFailures() {
        return new RareEvents(0.005f, 0.2f, 7);
    }

    /** Answers that a lossy link keeps back: five in a row, for some come so late anyway. */
    static RareEvents ofStalls() {
        return new RareEvents(0.005f, 0.1f, 11);
    }

    /** Values far above the usual: of hops five in a row; of links, which have weather, eight. */
    static RareEvents ofTail(boolean isLink) {
        return isLink ? new RareEvents(0.015f, 0.15f, 14) : new RareEvents(0.005f, 0.08f, 10);
    }

    /** Probes that the prober's own pauses touch: three in a row. */
    static RareEvents ofPauses() {
        return new RareEvents(0.01f, 0.25f, 8);
    }

    /**
     * @param usualFloor the share that is usual at least
     * @param frequent the share that is an alarm
     * @param limit the evidence, as a logarithm of odds, that makes one
     */
    private RareEvents(float usualFloor, float frequent, float limit) {
        super(limit);
        this.usualFloor = usualFloor;
        this.frequent = frequent;
        usual = usualFloor;
        weigh();
    }

    void hit(long micros) {
        learn(1);
        hitBeforeMicros = lastHitMicros;
        lastHitMicros = micros;
        add(hitEvidence, micros);
    }

    void miss(long micros) {
        learn(0);
        add(missEvidence, micros);
    }

    long lastHitMicros() {
        return lastHitMicros;
    }

    /** When the last hit but one was. */
    long hitBeforeMicros() {
        return hitBeforeMicros;
    }

    private void learn(float hit) {
        if (!isAlarm()) {
            usual += MEMORY * (hit - usual);
            if (hit > 0) {
                weigh();
            }
        }
    }

    private void weigh() {
        float from = Math.max(usualFloor, 1.5f * usual);
        float to = Math.max(frequent, Math.min(0.9f, 5 * from));
        hitEvidence = (float) Math.log(to / from);
        missEvidence = (float) Math.log((1 - to) / (1 - from));
    }
}
