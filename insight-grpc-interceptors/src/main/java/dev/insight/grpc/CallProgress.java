package dev.insight.grpc;

import dev.insight.hop.Ticker;
import io.grpc.CallOptions;
import org.jspecify.annotations.Nullable;

/** How far one call got on its way to a connection, as the balancer that picks one knows. Thread-safe. */
final class CallProgress {
    /** Where the balancer finds the call's progress. */
    static final CallOptions.Key<CallProgress> KEY = CallOptions.Key.create("insight-call-progress");

    private final long turn;
    private final Pace pace;
    private final Ticker ticker;
    private volatile @Nullable Backend backend;
    private volatile long awaited = -1;
    private volatile long connection = -1;

    /** @param turn counts the probes of a kind, so that backends are taken in turn */
    CallProgress(long turn, Pace pace, Ticker ticker) {
        this.turn = turn;
        this.pace = pace;
        this.ticker = ticker;
    }

    long turn() {
        return turn;
    }

    Pace pace() {
        return pace;
    }

    long nanos() {
        return ticker.nanos();
    }

    /** The backend whose turn it is; null as long as the name is not resolved. */
    @Nullable
    Backend backend() {
        return backend;
    }

    /** Which attempt to connect the call waits for, or negative where it has not waited yet. */
    long awaited() {
        return awaited;
    }

    /** Which of the backend's connections the call went out on, or negative. */
    long connection() {
        return connection;
    }

    void waits(Backend newBackend, long attempt) {
        backend = newBackend;
        awaited = attempt;
    }

    void fails(Backend newBackend) {
        backend = newBackend;
    }

    void goes(Backend newBackend, long attempt) {
        backend = newBackend;
        connection = attempt;
    }
}
