package dev.insight.runner.history;

/**
 * What the past of all paths takes. Immutable.
 *
 * @param paths how many paths have a past
 * @param bytes memory it takes, as counted from the sizes of its arrays
 * @param budgetBytes what it may take
 */
public record HistoryUsage(int paths, long bytes, long budgetBytes) {}
