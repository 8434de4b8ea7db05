package dev.insight.runner.history;

/**
 * How much of the past is kept. Immutable.
 *
 * @param memoryBytes what the past of all paths may take together
 */
public record HistoryConfig(long memoryBytes) {
    /** The least that is of use: with less, hardly anything could be kept of a few hundred paths. */
    public static final long LEAST_BYTES = 1L << 20;

    private static final long LEAST_OTHERWISE = 16L << 20;

    public HistoryConfig {
        if (memoryBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("memoryBytes must be at least " + LEAST_BYTES + ": " + memoryBytes);
        }
    }

    /** A quarter of the largest heap this process may have, and at least 16 MiB. */
    public static HistoryConfig otherwise() {
        return new HistoryConfig(Math.max(LEAST_OTHERWISE, Runtime.getRuntime().maxMemory() / 4));
    }
}
