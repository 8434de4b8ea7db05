package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Times one call that this process makes, through its attempts. What counts is the committed attempt: the one whose
 * answer the application got, which is known only when the call has closed. Durations are nanoseconds, {@link
 * HopStamp#ABSENT} where unknown. Thread-safe: events come from transport and application threads.
 */
public final class CallTimer {
    private final Ticker ticker;
    private final @Nullable HopTimer hop;

    private boolean started;
    private boolean closed;
    /** Of the thread that starts the call, and seen by all that make attempts: those come after. */
    private long startedNanos;

    private long closedNanos;
    private int attempts;
    private @Nullable Attempt first;
    private @Nullable Attempt latest;
    private @Nullable Attempt answered;
    private @Nullable String code;

    /** Neighbours among the hop's outstanding calls; guarded by the hop. */
    @Nullable
    CallTimer previous;

    @Nullable
    CallTimer next;

    private CallTimer(Ticker ticker, @Nullable HopTimer hop) {
        this.ticker = ticker;
        this.hop = hop;
    }

    /** A call that no stamp of this process will speak of. */
    public static CallTimer create(Ticker ticker) {
        return new CallTimer(Objects.requireNonNull(ticker, "ticker == null"), null);
    }

    static CallTimer under(HopTimer hop, Ticker ticker) {
        return new CallTimer(ticker, hop);
    }

    /**
     * The application starts the call.
     *
     * @return whether that is the first time, or else it changed nothing
     */
    public boolean started() {
        if (started) {
            return false;
        }
        startedNanos = ticker.nanos();
        started = true;
        if (hop != null) {
            hop.callStarted(this);
        }
        return true;
    }

    /** An attempt's stream is created on a connection that is ready. */
    public Attempt attempt() {
        synchronized (this) {
            Attempt attempt = new Attempt(ticker.nanos());
            if (!closed) {
                attempts++;
                latest = attempt;
                if (first == null) {
                    first = attempt;
                }
            }
            return attempt;
        }
    }

    /** The application is told that the call has ended with the status {@code statusCode}, by name. */
    public void closed(String statusCode) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            closedNanos = ticker.nanos();
            code = statusCode;
            // An answer that was followed by a further attempt was not the application's, unless the outcome is its.
            if (answered != null && answered != latest && !statusCode.equals(answered.code)) {
                answered = null;
            }
        }
        if (hop != null) {
            hop.callEnded(this);
        }
    }

    /** Committed attempt created to its trailers; absent when no answer came. */
    public long latencyNanos() {
        synchronized (this) {
            return latency();
        }
    }

    private long latency() {
        return answered == null ? ABSENT : answered.lastedNanos;
    }

    /** Call started to its first attempt created: name resolution, connect, pick; absent when none was created. */
    public long preTransportNanos() {
        synchronized (this) {
            return preTransport();
        }
    }

    private long preTransport() {
        return first == null || !started ? ABSENT : Math.max(0, first.createdNanos - startedNanos);
    }

    /** First attempt created to the committed one; absent when none was created. */
    public long retryNanos() {
        synchronized (this) {
            return retry();
        }
    }

    private long retry() {
        Attempt committed = committed();
        return first == null || committed == null ? ABSENT : committed.createdNanos - first.createdNanos;
    }

    /** How many attempts' streams were created. */
    public int attempts() {
        synchronized (this) {
            return attempts;
        }
    }

    /** The answer's trailers to the application told; absent when no answer came or the call is not closed. */
    public long clientLagNanos() {
        synchronized (this) {
            return clientLag();
        }
    }

    private long clientLag() {
        return answered == null || !closed ? ABSENT : Math.max(0, closedNanos - answered.endNanos());
    }

    /** Whether the application's outcome came from the peer. */
    public boolean isAnswered() {
        synchronized (this) {
            return answered != null;
        }
    }

    /** Whether it was cancelled here before an answer came. */
    boolean isGivenUp() {
        synchronized (this) {
            return answered == null && "CANCELLED".equals(code);
        }
    }

    /** All of this that there is to tell of a call that asked for itself and has ended; the rest is for the caller to say. */
    public SampledCall sampled(String method, String outcome, boolean streaming, HopPath path) {
        synchronized (this) { // once, not for each of them
            return new SampledCall(
                    method, outcome, latency(), preTransport(), retry(), attempts, clientLag(), streaming, path);
        }
    }

    /** The wire values of the stamps that came with the answer, innermost hop first. */
    public List<byte[]> stamps() {
        synchronized (this) {
            return answered == null ? List.of() : answered.stamps;
        }
    }

    /** The status code's name, or null while the call is outstanding. */
    @Nullable
    String code() {
        synchronized (this) {
            return code;
        }
    }

    /** When the committed attempt was created; meaningless when there is none. */
    long committedNanos() {
        synchronized (this) {
            Attempt committed = committed();
            return committed == null ? ABSENT : committed.createdNanos;
        }
    }

    /** Adds the time this call is or was outstanding, until {@code now} if it still is, relative to {@code origin}. */
    void addTo(SpanUnion union, long origin, long now) {
        synchronized (this) {
            Attempt committed = committed();
            if (committed != null) {
                long end = committed.hasEnded() ? committed.endNanos() : closed ? closedNanos : now;
                union.add(committed.createdNanos - origin, end - origin);
            }
        }
    }

    /** The attempt whose answer counts; while none does, the latest. */
    private @Nullable Attempt committed() {
        boolean superseded = !closed && answered != latest;
        return answered == null || superseded ? latest : answered;
    }

    /** One attempt at a call. Thread-safe; its own events come one after another. */
    public final class Attempt {
        private final long createdNanos;
        private long lastedNanos = ABSENT;
        private List<byte[]> stamps = List.of();
        private @Nullable String code;

        private Attempt(long createdNanos) {
            this.createdNanos = createdNanos;
        }

        /** The peer's trailers have come, with these stamps' wire values, innermost hop first. */
        public void answered(List<byte[]> stampValues) {
            synchronized (CallTimer.this) {
                end();
                stamps = stampValues;
                if (!closed) {
                    answered = this;
                }
            }
        }

        /** The attempt's stream is closed, answered or not, with the status {@code statusCode}, by name. */
        public void closed(String statusCode) {
            synchronized (CallTimer.this) {
                end();
                code = statusCode;
            }
        }

        private void end() {
            if (!hasEnded()) {
                lastedNanos = Math.max(0, ticker.nanos() - createdNanos);
            }
        }

        private boolean hasEnded() {
            return lastedNanos >= 0;
        }

        private long endNanos() {
            return createdNanos + lastedNanos;
        }
    }
}
