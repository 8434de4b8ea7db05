package dev.insight.runner.store;

/**
 * How far this process could be relied upon in the last minute. Immutable. What is tainted while it starts is not counted.
 *
 * @param ended warm probes that ended
 * @param tainted how many of them a pause of this process overlapped
 * @param stalled warm probes that it came too late to send
 * @param sinceEpochMicros since when both together are a noticeable share; {@code HopStamp.ABSENT} while they are not
 */
public record ProberSnapshot(int ended, int tainted, int stalled, long sinceEpochMicros) {
    /** Whether a noticeable share is spoilt. */
    public boolean isImpaired() {
        return sinceEpochMicros >= 0;
    }
}
