package dev.insight.benchmarks.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a fault did to calls, each compared with itself without the fault. Milliseconds. */
final class Damage {
    /** A shift of the middle below either is no visible effect. */
    static final double LEAST_MILLIS = 2.5;

    private static final double LEAST_SHARE = 0.03;
    private static final double LEAST_SHARE_OF_LINK = 0.04;
    private static final double WANDERS = 3;
    private static final double TAIL_MILLIS = 15;
    private static final double TAIL_SHARE = 0.05;
    private static final int TAIL_CALLS = 8;
    private static final int FAILED_CALLS = 4;

    private final Map<Way, Calls> calls = new HashMap<>();

    /** The smallest shift to be seen, as a share of the whole: of a link it must stand out of the link's own wander. */
    static double leastShare(Noise noise, boolean ofLink) {
        return ofLink ? Math.max(LEAST_SHARE_OF_LINK, WANDERS * noise.wander()) : LEAST_SHARE;
    }

    private static final class Calls {
        private final List<Double> excess = new ArrayList<>();
        private final List<Double> usual = new ArrayList<>();
        private int count;
        private int failed;
        private int late;
    }

    void add(Way way, Call with, Call without) {
        Calls mine = calls.computeIfAbsent(way, key -> new Calls());
        mine.count++;
        if (without.isOk() && !with.isOk()) {
            mine.failed++;
        } else if (with.isOk() && without.isOk()) {
            double excess = with.latency - without.latency;
            mine.excess.add(excess);
            mine.usual.add(without.latency);
            mine.late += excess >= Math.max(TAIL_MILLIS, 0.1 * without.latency) ? 1 : 0;
        }
    }

    /**
     * Whether a reader of end-to-end times could see it on some path, or over all that suffer.
     *
     * @param leastShare of the usual latency that a shift must come to
     */
    boolean isVisible(double leastShare) {
        int late = 0;
        int failed = 0;
        int count = 0;
        for (Calls mine : calls.values()) {
            if (mine.late + mine.failed > 0) {
                late += mine.late;
                failed += mine.failed;
                count += mine.count;
            }
            if (middle(mine.excess) >= Math.max(LEAST_MILLIS, leastShare * middle(mine.usual))) {
                return true;
            }
        }
        return failed >= FAILED_CALLS && failed >= TAIL_SHARE * count
                || late >= TAIL_CALLS && late >= TAIL_SHARE * count;
    }

    boolean hasFailures() {
        return calls.values().stream().anyMatch(mine -> mine.failed > 0);
    }

    /** The largest shift of the middle on any path. */
    double shiftMillis() {
        return calls.values().stream()
                .mapToDouble(mine -> middle(mine.excess))
                .max()
                .orElse(0);
    }

    private static double middle(List<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
