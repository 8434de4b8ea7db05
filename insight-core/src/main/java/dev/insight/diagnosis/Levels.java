package dev.insight.diagnosis;

/**
 * What something usually took, noted once in each of the last hours: what creeps up takes its baseline along, and is
 * seen only against what was hours ago. Confined to one thread.
 */
final class Levels {
    /** A working day's: what came before has had its time to become usual. */
    private static final int HOURS = 8;

    private static final long HOUR_MICROS = 3_600_000_000L;

    private final float[] levels = new float[HOURS];
    private int noted;
    private long notedMicros;
    private float lowest = Float.POSITIVE_INFINITY;

    /** Notes {@code level}, if none was for an hour. */
    void note(long now, float level) {
        if (noted == 0 || now - notedMicros >= HOUR_MICROS) {
            levels[noted++ % HOURS] = level;
            notedMicros = now;
            lowest = level;
            for (int i = 0; i < Math.min(noted, HOURS); i++) {
                lowest = Math.min(lowest, levels[i]);
            }
        }
    }

    /** The lowest of those noted; infinite if none is. */
    float lowest() {
        return lowest;
    }

    void clear() {
        noted = 0;
        lowest = Float.POSITIVE_INFINITY;
    }
}
