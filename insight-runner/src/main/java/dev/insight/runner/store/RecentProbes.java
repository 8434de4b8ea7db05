package dev.insight.runner.store;

import dev.insight.hop.HopStamp;
import java.time.Duration;
import java.util.Arrays;

/**
 * How the latest warm probes of one path ended, and when: enough for the last minute at intervals down to 100 ms. Not thread-safe.
 * Tainted ones do not belong here. Eight bytes a probe, in arrays that grow only as far as probes come.
 */
final class RecentProbes {
    /** At least so many, however far back they reach: quantiles of fewer say little. */
    static final int LEAST = 24;

    private static final int MOST = 600;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    /** Fine enough to tell a minute, and an integer of them lasts for eight months. */
    private static final long UNIT_NANOS = Duration.ofMillis(10).toNanos();
    /** In place of a latency; of one that ended OK, but has no latency, it is NaN. */
    private static final float FAILED = -1;

    private final int places;
    private final ProbeValues latencies = new ProbeValues();
    private int[] times = new int[0];
    private int next;
    private int held;

    RecentProbes(Duration interval) {
        // A few more than a minute has, as probes do not end as evenly as they begin.
        long ofMinute = MINUTE_NANOS / Math.max(1, interval.toNanos());
        places = (int) Math.max(LEAST, Math.min(MOST, ofMinute + ofMinute / 10));
    }

    int places() {
        return places;
    }

    /** Adds a probe of which became known now how it ended; returns its place, which was another's before. */
    int add(boolean isOk, long latencyNanos, long nowNanos) {
        int place = next;
        if (place >= times.length) {
            times = Arrays.copyOf(times, Math.min(places, Math.max(16, 2 * times.length)));
        }
        times[place] = (int) (nowNanos / UNIT_NANOS);
        latencies.set(place, !isOk ? FAILED : latencyNanos < 0 ? Float.NaN : (float) latencyNanos, places);
        next = (next + 1) % places;
        held = Math.min(places, held + 1);
        return place;
    }

    /** The probes of the last minute, or the latest {@link #LEAST} if those reach further back, as far as they are held. */
    Window window(long nowNanos) {
        int now = (int) (nowNanos / UNIT_NANOS);
        int count = 0;
        long oldestNanos = 0;
        while (count < held) {
            int place = Math.floorMod(next - 1 - count, places);
            long ageNanos = (now - times[place]) * UNIT_NANOS;
            if (ageNanos > MINUTE_NANOS && count >= LEAST) {
                break;
            }
            oldestNanos = ageNanos;
            count++;
        }
        boolean isCutShort = count == places && oldestNanos < MINUTE_NANOS;
        long spanNanos = isCutShort ? oldestNanos : Math.max(MINUTE_NANOS, oldestNanos);
        return new Window(next - 1, count, places, Math.max(1, Math.round(spanNanos / 1e9)));
    }

    RecentSnapshot snapshot(Window window) {
        int failures = 0;
        for (int back = 0; back < window.probes(); back++) {
            if (latencies.get(window.place(back)) == FAILED) {
                failures++;
            }
        }
        float[] sorted = latencies.sorted(window);
        sorted = Arrays.copyOfRange(sorted, failures, sorted.length);
        return new RecentSnapshot(
                window.seconds(), window.probes(), failures, quantile(sorted, 0.50), quantile(sorted, 0.99));
    }

    /** The nearest rank, or absent where there is no value. */
    static long quantile(float[] sorted, double quantile) {
        return sorted.length == 0 ? HopStamp.ABSENT : (long) sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }

    /**
     * Which probes are looked at.
     *
     * @param newest the place of the latest one
     * @param probes how many, backward from there
     * @param places how many there are, so that the one before the first is the last
     * @param seconds how far back they reach
     */
    record Window(int newest, int probes, int places, long seconds) {
        int place(int back) {
            return Math.floorMod(newest - back, places);
        }
    }
}
