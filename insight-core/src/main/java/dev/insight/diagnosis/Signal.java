package dev.insight.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * One component takes longer than it did.
 *
 * @param kind {@code delay}, {@code jitter}, {@code tail} or {@code loss}
 * @param sinceMicros when it began, as far as can be told
 * @param count how many of the component's latest samples came since
 * @param excess milliseconds above the usual
 * @param ratio the same as a multiple of the least effect that matters
 * @param instance the one instance that does, or null if all do or none is known
 */
record Signal(
        Component component,
        String kind,
        long sinceMicros,
        int count,
        float excess,
        float ratio,
        @Nullable Instance instance) {
    /** The most telling signal that {@code component} gives now, or null. */
    static @Nullable Signal of(Component component, long now) {
        Signal shift = ShiftRule.check(component, now);
        Signal instance = ShiftRule.checkInstances(component, now);
        if (instance != null && (shift == null || shift.kind().equals("tail"))) {
            return instance;
        }
        if (shift != null) {
            return shift;
        }
        Signal stall = StallRule.check(component, now);
        return stall != null ? stall : TailRule.check(component, now);
    }
}
