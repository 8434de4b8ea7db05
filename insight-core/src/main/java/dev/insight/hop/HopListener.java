package dev.insight.hop;

/**
 * Told of calls that this process stamped or sampled. Called on transport and application threads, concurrently, so
 * implementations are thread-safe and fast. What they throw is caught and counted, never passed on.
 */
public interface HopListener {
    /**
     * This process, as a hop, has put {@code stamp} on the trailers of a call whose caller was still there.
     *
     * @param outcome the name of the status code that the call was closed with
     */
    default void onStamp(HopStamp stamp, String outcome) {}

    /** The stream of a stamped call that ended OK was closed {@code nanos} after its stamp was written. */
    default void onWriteLag(HopStamp stamp, long nanos) {}

    /** A real call that this process made and that asked for stamps has ended. */
    default void onCall(SampledCall call) {}
}
