package dev.insight.diagnosis;

/**
 * Notices that something rare has become frequent: Page's test of a share of hits against a larger one. What is usual is
 * learned, so that what always happens a little is no news. Confined to one thread.
 */
final class RareEvents extends Cusum {
    private static final float MEMORY = 1 / 4_000f;

    private final float usualFloor;
    private final float frequent;
    private float usual;
    private float hitEvidence;
    private float missEvidence;
    private long lastHitMicros = Long.MIN_VALUE;
    private long hitBeforeMicros = Long.MIN_VALUE;

    /**
     * @param usualFloor the share that is usual at least
     * @param frequent the share that is an alarm
     * @param limit the evidence, as a logarithm of odds, that makes one
     */
    RareEvents(float usualFloor, float frequent, float limit) {
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
