package dev.insight.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * Most calls, or a good share of them, take longer than they did. The sum of ranks says that something changed; that it
 * matters, that it lasts longer than a burst, and that it goes on now must be seen as well, for over the hours the
 * weather moves every sum of ranks.
 */
final class ShiftRule {
    /** Bursts on long links last for seconds; on short ones and in hops they do not come. */
    private static final long LONG_LINK_MICROS = 10_000_000;

    private static final long SHORT_MICROS = 2_000_000;
    /** A link that takes longer than this is no local one, milliseconds. */
    private static final float LOCAL_MILLIS = 5;

    private static final int FEW = 4;
    private static final int ENOUGH = 5;
    private static final int MANY = 16;
    private static final float LARGE = 3;
    /** So many standard errors above the usual is no chance, though it be looked for all day. */
    private static final float ERRORS = 4;
    /** Of calls that take longer, the share that is more than a tail. */
    private static final float LEAST_SHARE = 0.3f;

    private static final int SHARE_INTERVALS = 4;
    private static final long LONG_SHARE_MICROS = 25_000_000;

    private static final int AT_ONCE_INTERVALS = 12;
    private static final int SLOW_INTERVALS = 36;

    private ShiftRule() {}

    static @Nullable Signal check(Component component, long now) {
        Cusum shift = component.shift();
        if (!shift.isAlarm()) {
            return null;
        }
        return check(component, component.samples(), shift.leftZeroMicros(), null, now);
    }

    /** The same of single instances, where they are told apart. */
    static @Nullable Signal checkInstances(Component component, long now) {
        Signal worst = null;
        for (Instance instance : component.instances()) {
            if (instance.shift().isAlarm()) {
                Signal signal =
                        check(component, instance.samples(), instance.shift().leftZeroMicros(), instance, now);
                if (signal != null && (worst == null || signal.ratio() > worst.ratio())) {
                    worst = signal;
                }
            }
        }
        return worst;
    }

    private static @Nullable Signal check(
            Component component, RecentSamples samples, long since, @Nullable Instance instance, long now) {
        if (samples.reaching(0.5f, 2) < 2 && samples.reaching(2, 6) == 0) {
            return null; // as nearly always, and without sorting anything
        }
        long begin = samples.firstReaching(0.5f, samples.since(since), since);
        int count = samples.since(begin);
        long interval = intervalMicros(component);
        boolean isLocal = isLocal(component);
        float ratio = samples.medianRatio(count);
        if (ratio >= leastRatio(now - since, interval)) {
            boolean isEnough = count >= (ratio >= LARGE && instance == null ? FEW : ENOUGH);
            long span = isLocal ? Math.max(interval, SHORT_MICROS) : Math.max(2 * interval, LONG_LINK_MICROS);
            boolean goesOn = samples.reaching(0.5f, 4) >= 3 && samples.reaching(0.5f, 2) == 2;
            boolean isNoLuck = samples.reaching(0.5f, count) >= FEW && (isLocal || beganAtOnce(samples, begin, now));
            boolean isClear = samples.medianExcess(count) >= ERRORS * error(component, samples, count, instance);
            return isEnough && goesOn && isNoLuck && isClear && now - begin >= span
                    ? new Signal(component, "delay", begin, count, samples.medianExcess(count), ratio, instance)
                    : null;
        }
        return share(component, samples, begin, instance, now);
    }

    /** Whether it was there from the beginning: a single late call before a burst makes the burst no longer than it was. */
    private static boolean beganAtOnce(RecentSamples samples, long begin, long now) {
        int count = samples.since(begin);
        int later = samples.since(begin + (now - begin) / 4);
        int early = count - later;
        return 2 * (samples.reaching(0.5f, count) - samples.reaching(0.5f, later)) >= early;
    }

    /** The error of the latest values' median and of what it is held against, as a standard deviation. */
    private static float error(Component component, RecentSamples samples, int count, @Nullable Instance instance) {
        int learned = 0;
        if (instance != null) {
            learned = instance.usual().count();
        } else {
            for (PathState path : component.paths()) {
                for (PathTerm term : path.terms()) {
                    learned += term.component() == component ? term.usual().count() : 0;
                }
            }
        }
        return samples.medianError(count) * (float) Math.sqrt(1 + count / (double) Math.max(1, learned));
    }

    /** Not most calls but a good share of them, all the while: a burst that fills a link's queues is over sooner. */
    private static @Nullable Signal share(
            Component component, RecentSamples samples, long begin, @Nullable Instance instance, long now) {
        int count = samples.since(begin);
        int far = samples.reaching(2, count);
        long span = now - begin;
        boolean isShare = count >= ENOUGH && far >= FEW && far >= LEAST_SHARE * count;
        if (!isShare || samples.reaching(2, 6) == 0 || span < SHARE_INTERVALS * intervalMicros(component)) {
            return null;
        }
        if (!isLocal(component)) {
            int late = samples.since(now - span / 2);
            boolean lasts = span >= LONG_SHARE_MICROS && samples.reaching(2, late) >= LEAST_SHARE * late;
            if (count < MANY || !lasts) {
                return null;
            }
        }
        return new Signal(component, "tail", begin, count, samples.meanOfNotable(count), 1, instance);
    }

    /** A shift that came at once is told from the weather by less than one that grew over a while, as the weather does. */
    private static float leastRatio(long span, long interval) {
        float slowness = (span - AT_ONCE_INTERVALS * interval) / (float) (SLOW_INTERVALS * interval);
        return 1 + Math.max(0, Math.min(1, slowness));
    }

    /** The shortest interval of the paths that cross {@code component}. */
    static long intervalMicros(Component component) {
        long shortest = Long.MAX_VALUE;
        for (PathState path : component.paths()) {
            shortest = Math.min(shortest, path.intervalMicros());
        }
        return shortest == Long.MAX_VALUE ? 1 : shortest;
    }

    /** Whether {@code component} is no link between regions. */
    static boolean isLocal(Component component) {
        return !component.isLink() || usualMillis(component) < LOCAL_MILLIS;
    }

    private static float usualMillis(Component component) {
        float longest = 0;
        for (PathState path : component.paths()) {
            for (PathTerm term : path.terms()) {
                if (term.component() == component) {
                    longest = Math.max(longest, term.usual().median());
                }
            }
        }
        return longest;
    }
}
