package dev.insight.runner.history;

/**
 * How much of the past is kept. Immutable.
 *
 * @param memoryBytes what the past of all paths may take together
 * @param heapBytes the heap of which enough is left to everything else; 0 if that is not looked at
 */
public record HistoryConfig(long memoryBytes, long heapBytes) {
    /** The least that is of use: with less, hardly anything could be kept of a few hundred paths. */
    public static final long LEAST_BYTES = 1L << 20;

    private static final long LEAST_OTHERWISE = 16L << 20;
    /** What the rest of a runner takes for each path of a dozen parts, most of it for histograms, and some room. */
    private static final long REST_OF_PATH = 96L << 10;
    /** And for itself. */
    private static final long REST = 24L << 20;

    public HistoryConfig {
        if (memoryBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("memoryBytes must be at least " + LEAST_BYTES + ": " + memoryBytes);
        }
    }

    /** Just so much, whatever else there is. */
    public HistoryConfig(long memoryBytes) {
        this(memoryBytes, 0);
    }

    /**
     * A quarter of the largest heap this process may have, and at least 16 MiB; where there are so many paths that the rest of
     * the runner would not have enough, as little as leaves it that, and not less than those 16 MiB.
     */
    public static HistoryConfig otherwise() {
        long heap = Runtime.getRuntime().maxMemory();
        return new HistoryConfig(Math.max(LEAST_OTHERWISE, heap / 4), heap);
    }

    /** What may be taken while so many paths are measured. */
    long bytesFor(int paths) {
        if (heapBytes == 0) {
            return memoryBytes;
        }
        long left = heapBytes - REST - paths * REST_OF_PATH;
        return Math.min(memoryBytes, Math.max(LEAST_OTHERWISE, left));
    }
}
