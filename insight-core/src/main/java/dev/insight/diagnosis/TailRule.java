package dev.insight.diagnosis;

import org.jspecify.annotations.Nullable;

/** A small share of calls takes far longer than nearly any did, while most take what they took. */
final class TailRule {
    private static final int LATEST = 60;
    private static final long LEAST_MICROS = 10_000_000;
    private static final long LONG_MICROS = 25_000_000;
    private static final int LATE_HITS = 2;

    private TailRule() {}

    static @Nullable Signal check(Component component, long now) {
        RareEvents tail = component.tail();
        if (!tail.isAlarm()) {
            return null;
        }
        long interval = ShiftRule.intervalMicros(component);
        long since = tail.leftZeroMicros();
        boolean lasts = tail.lastHitMicros() - since >= Math.max(5 * interval / 2, LEAST_MICROS);
        boolean goesOn = now - tail.hitBeforeMicros() <= 6 * interval;
        RecentSamples samples = component.samples();
        if (!lasts
                || !goesOn
                || !(ShiftRule.isLocal(component) || outlastsBursts(samples, since, tail.lastHitMicros(), now))) {
            return null;
        }
        int count = Math.min(LATEST, samples.since(since));
        return new Signal(component, "tail", since, count, samples.meanOfNotable(count), 1, null);
    }

    /** A burst that fills a link's queues is over soon, and makes every call late while it is there. */
    private static boolean outlastsBursts(RecentSamples samples, long since, long lastHit, long now) {
        int late = samples.since(now - (now - since) / 2);
        return lastHit - since >= LONG_MICROS && samples.reaching(2, late) >= LATE_HITS;
    }
}
