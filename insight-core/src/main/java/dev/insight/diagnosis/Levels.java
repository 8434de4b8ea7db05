package dev.insight.diagnosis;

/**
 * What something usually took, noted every other hour: what creeps up takes its baseline along, and is
 * seen only against what was hours ago. Confined to one thread.
 */
final class Levels {
    /** Of a working day: what came before has had its time to become usual. */
    private static final int HELD = 4;

    private static final long APART_MICROS = 2 * 3_600_000_000L;

    private final float[] levels = new float[HELD];
    private int noted;
    private long notedMicros;
    private float lowest = Float.POSITIVE_INFINITY;

    /** Notes {@code level}, if none was for two hours. */
    void note(long now, float level) {
        if (noted == 0 || now - notedMicros >= APART_MICROS) {
            levels[noted++ % HELD] = level;
            notedMicros = now;
            lowest = level;
            for (int i = 0; i < Math.min(noted, HELD); i++) {
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
