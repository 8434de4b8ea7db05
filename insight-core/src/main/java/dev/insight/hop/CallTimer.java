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
public final class CallTimer extends CallAttempt {
    private final Ticker ticker;
    private final @Nullable HopTimer hop;

    private boolean started;
    private boolean closed;
    /** Of the thread that starts the call, and seen by all that make attempts: those come after. */
    private long startedNanos;

    private long closedNanos;
    int attempts;
    private @Nullable CallAttempt latest;
    private @Nullable CallAttempt answered;
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
    public CallAttempt attempt() {
        synchronized (this) {
            CallAttempt attempt = attempts == 0 && !closed ? this : new CallAttempt.Further(this);
            attempt.createdNanos = ticker.nanos();
            if (!closed) {
                attempts++;
                latest = attempt;
            }
            return attempt;
        }
    }

    @Override
    CallTimer call() {
        return this;
    }

    void answered(CallAttempt attempt, List<byte[]> stampValues) {
        synchronized (this) {
            end(attempt);
            if (!closed && attempts > 0) {
                attempt.stamps = stampValues;
                answered = attempt;
            }
        }
    }

    void ended(CallAttempt attempt, String statusCode) {
        synchronized (this) {
            end(attempt);
            attempt.endedWith = statusCode;
        }
    }

    private void end(CallAttempt attempt) {
        if (!attempt.hasEnded() && attempts > 0) { // else there was none, and nobody was given this for one
            attempt.lastedNanos = Math.max(0, ticker.nanos() - attempt.createdNanos);
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
            if (answered != null && answered != latest && !statusCode.equals(answered.endedWith)) {
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

    long latency() {
        return answered == null ? ABSENT : answered.lastedNanos;
    }

    /** Call started to its first attempt created: name resolution, connect, pick; absent when none was created. */
    public long preTransportNanos() {
        synchronized (this) {
            return preTransport();
        }
    }

    long preTransport() {
        return attempts == 0 || !started ? ABSENT : Math.max(0, createdNanos - startedNanos);
    }

    /** First attempt created to the committed one; absent when none was created. */
    public long retryNanos() {
        synchronized (this) {
            return retry();
        }
    }

    long retry() {
        CallAttempt committed = committed();
        return committed == null ? ABSENT : committed.createdNanos - createdNanos;
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

    long clientLag() {
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

    /**
     * What there is to tell of a call that asked for itself and has ended.
     *
     * @param path the stamps that speak for it, where they are not those that came with the answer; else null, and they
     *     are read when somebody wants them
     */
    public SampledCall sampled(String method, boolean streaming, @Nullable HopPath path) {
        return new SampledCall(this, method, streaming, path);
    }

    /** The wire values of the stamps that came with the answer, innermost hop first. */
    public List<byte[]> stamps() {
        synchronized (this) {
            return answeredStamps();
        }
    }

    List<byte[]> answeredStamps() {
        return answered == null ? List.of() : answered.stamps;
    }

    /** The status code's name of a call that is closed. */
    String outcome() {
        return Objects.requireNonNull(code, "the call is not closed");
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
            CallAttempt committed = committed();
            return committed == null ? ABSENT : committed.createdNanos;
        }
    }

    /** Adds the time this call is or was outstanding, until {@code now} if it still is, relative to {@code origin}. */
    void addTo(SpanUnion union, long origin, long now) {
        synchronized (this) {
            CallAttempt committed = committed();
            if (committed != null) {
                long end = committed.hasEnded() ? committed.endNanos() : closed ? closedNanos : now;
                union.add(committed.createdNanos - origin, end - origin);
            }
        }
    }

    /** The attempt whose answer counts; while none does, the latest. */
    private @Nullable CallAttempt committed() {
        boolean superseded = !closed && answered != latest;
        return answered == null || superseded ? latest : answered;
    }
}
