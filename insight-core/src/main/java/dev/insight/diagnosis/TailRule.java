package dev.insight.diagnosis;

import org.jspecify.annotations.Nullable;

/** A small share of calls takes far longer than nearly any did, while most take what they took. */
final class TailRule {
    private static final int LATEST = 60;

    private TailRule() {}

    static @Nullable Signal check(Component component, long now) {
        RareEvents tail = component.tail();
        if (!tail.isAlarm()) {
            return null;
        }
        long interval = ShiftRule.intervalMicros(component);
        long since = tail.leftZeroMicros();
        boolean lasts = now - since >= Math.max(5 * interval / 2, 10_000_000);
        boolean goesOn = now - tail.hitBeforeMicros() <= 6 * interval;
        if (!lasts || !goesOn) {
            return null;
        }
        RecentSamples samples = component.samples();
        int count = Math.min(LATEST, samples.since(since));
        return new Signal(component, "tail", since, count, samples.meanOfNotable(count), 1, null);
    }
}
