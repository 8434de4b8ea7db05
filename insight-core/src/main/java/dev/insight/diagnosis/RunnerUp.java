package dev.insight.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is next likeliest to be at fault beside what a signal accuses, with the numbers by which it lost. */
final class RunnerUp {
    /** Less is not even rounded to something, milliseconds. */
    private static final float LEAST_MILLIS = 0.05f;

    private RunnerUp() {}

    /**
     * The component of the same paths that takes the second most of what their calls take longer, or in which the second
     * most calls are late; null if there is none.
     */
    static @Nullable String of(Signal signal) {
        if (signal.instance() != null) {
            return null; // its hop is at fault either way
        }
        return signal.kind().equals("delay") ? bySize(signal) : byLateCalls(signal);
    }

    /** {@code link a>b, 3.0 of 41.2 ms}: of what a call of the path on which it is largest takes longer. */
    private static @Nullable String bySize(Signal signal) {
        Component second = null;
        float most = LEAST_MILLIS;
        float of = 0;
        for (PathState path : signal.component().paths()) {
            Component largest = null;
            float excess = most;
            float sum = 0;
            for (PathTerm term : path.terms()) {
                float own = excess(term.component(), path, signal.sinceMicros());
                sum += own;
                if (term.component() != signal.component() && own > excess) {
                    largest = term.component();
                    excess = own;
                }
            }
            if (largest != null) {
                second = largest;
                most = excess;
                of = sum;
            }
        }
        return second == null ? null : String.format(Locale.ROOT, "%s, %.1f of %.1f ms", name(second), most, of);
    }

    private static float excess(Component component, PathState path, long since) {
        RecentSamples samples = component.samples();
        return Math.max(0, samples.medianExcess(path, samples.since(since)));
    }

    /** {@code gateway-eu, late in 2 of 60 calls against 14 of 62}. */
    private static @Nullable String byLateCalls(Signal signal) {
        Component second = null;
        int most = 0;
        for (PathState path : signal.component().paths()) {
            for (PathTerm term : path.terms()) {
                int late = late(term.component(), signal.sinceMicros());
                if (term.component() != signal.component() && late > most) {
                    second = term.component();
                    most = late;
                }
            }
        }
        return second == null
                ? null
                : String.format(
                        Locale.ROOT,
                        "%s, late in %d of %d calls against %d of %d",
                        name(second),
                        most,
                        second.samples().since(signal.sinceMicros()),
                        signal.component().samples().reaching(1, signal.count()),
                        signal.count());
    }

    private static int late(Component component, long since) {
        RecentSamples samples = component.samples();
        return samples.reaching(1, samples.since(since));
    }

    private static String name(Component component) {
        return component.isLink() ? "link " + component.name() : component.name();
    }
}
