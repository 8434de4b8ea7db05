package dev.insight.hop;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A real call of this process that asked for stamps and has ended. Durations are nanoseconds, {@link HopStamp#ABSENT}
 * where unknown. Immutable and thread-safe; may be kept.
 */
public final class SampledCall {
    private final CallTimer timer;
    private final String method;
    private final boolean streaming;
    /** The stamps where they did not come as such; else they are read off the wire when somebody wants them. */
    private final @Nullable HopPath foreign;

    /** Of a timer that is closed: what it tells does not change any more, so that no lock is needed. */
    SampledCall(CallTimer timer, String method, boolean streaming, @Nullable HopPath foreign) {
        this.timer = timer;
        this.method = method;
        this.streaming = streaming;
        this.foreign = foreign;
    }

    /** Full gRPC method name, as {@code package.Service/Method}. */
    public String method() {
        return method;
    }

    /** The name of the status code that the application was told. */
    public String outcome() {
        return timer.outcome();
    }

    /** Committed attempt created to its trailers; absent when no answer came. */
    public long latencyNanos() {
        return timer.latency();
    }

    /** Call started to first attempt created; absent when none was. */
    public long preTransportNanos() {
        return timer.preTransport();
    }

    /** First attempt created to the committed one; absent when none was. */
    public long retryNanos() {
        return timer.retry();
    }

    /** How many attempts were made. */
    public int attempts() {
        return timer.attempts;
    }

    /** Trailers read to the application's {@code onClose}; absent when no answer came. */
    public long clientLagNanos() {
        return timer.clientLag();
    }

    /** Whether the method streams, so that the latency is a stream's life. */
    public boolean streaming() {
        return streaming;
    }

    /** The stamps that came back: made anew each time. */
    public HopPath path() {
        return foreign != null ? foreign : HopTrailer.parseBytes(timer.answeredStamps());
    }

    /**
     * Lets {@code reader} look at the stamps of {@link #path} with {@code argument}, and makes none for that: they are not
     * to be kept, as they are written over afterwards.
     */
    public <A> void readStamps(BiConsumer<List<HopStamp>, A> reader, A argument) {
        if (foreign != null) {
            reader.accept(foreign.stamps(), argument);
        } else {
            HopTrailer.read(timer.answeredStamps(), reader, argument);
        }
    }

    @Override
    public String toString() {
        return method + " " + outcome() + " " + path().stamps();
    }
}
