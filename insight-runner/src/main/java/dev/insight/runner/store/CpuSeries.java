package dev.insight.runner.store;

import dev.insight.diagnosis.HostLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One host's load of 24 hours, the latest reading of each ten seconds; 34 KiB when full, and no more than it needs before. Not
 * thread-safe.
 */
final class CpuSeries {
    private static final long STEP_MICROS = TimeUnit.SECONDS.toMicros(10);
    private static final int MOST_STEPS = (int) (TimeUnit.HOURS.toMicros(24) / STEP_MICROS);
    private static final int FIRST_STEPS = 32;
    private static final int SLACK_STEPS = 6;

    /** The value of step {@code s} is at {@code s} modulo the length; NaN where there was none. */
    private float[] steps = new float[FIRST_STEPS];

    private long first;
    private long last = -1;
    private HostLoad latest;
    private long readNanos;

    CpuSeries(HostLoad load, long nowNanos) {
        latest = load;
        add(load, nowNanos);
    }

    void add(HostLoad load, long nowNanos) {
        long step = load.epochMicros() / STEP_MICROS;
        if (step < last && last - step <= SLACK_STEPS) {
            return; // two readings in the wrong order
        }
        latest = load;
        readNanos = nowNanos;
        if (last < 0 || step < first || step - last >= MOST_STEPS) {
            first = step;
            last = step;
        }
        last = Math.min(last, step); // where the clock was set back, what was then is not yet
        first = Math.max(first, step - MOST_STEPS + 1);
        reserve((int) (step - first + 1));
        while (last < step) {
            last++;
            steps[at(last)] = Float.NaN;
        }
        steps[at(step)] = (float) load.cpu();
    }

    private void reserve(int count) {
        if (count > steps.length) {
            float[] before = steps;
            float[] longer = new float[Math.min(MOST_STEPS, Math.max(count, 2 * before.length))];
            Arrays.fill(longer, Float.NaN);
            for (long step = first; step <= last; step++) {
                longer[(int) (step % longer.length)] = before[(int) (step % before.length)];
            }
            steps = longer;
        }
    }

    private int at(long step) {
        return (int) (step % steps.length);
    }

    /** When the latest reading came, by the ticker. */
    long readNanos() {
        return readNanos;
    }

    CpuSnapshot latest() {
        return new CpuSnapshot(latest.node(), latest.epochMicros(), latest.cpu());
    }

    CpuHistory history() {
        List<CpuSnapshot> readings = new ArrayList<>();
        for (long step = first; step <= last; step++) {
            float cpu = steps[at(step)];
            if (!Float.isNaN(cpu)) {
                readings.add(new CpuSnapshot(latest.node(), step * STEP_MICROS, cpu));
            }
        }
        return new CpuHistory(latest.node(), readings);
    }
}
