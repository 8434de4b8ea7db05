package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one call on one hop, does all arithmetic of intervals, and yields one stamp. Made when the
 * request's headers are decoded. Thread-safe: events come from transport and application threads. Those of the server
 * call itself take no lock, as gRPC never tells of one kind by two threads at a time: each field has one writer at a
 * time, and a stamp taken while an event of another kind is told has it or has it not. Calls upstream start and end at
 * any moment, on any thread, and do take one, as does the stamp that sums them up.
 */
public final class HopTimer {
    /** Whether a call's life is a latency. */
    public enum Shape {
        UNARY,
        STREAM,
        /** As forwarders see it: a stream once a second message passes, or if the answering hop says so. */
        UNKNOWN
    }

    private static final byte[] STREAM_ON_WIRE = WireBytes.of(";k=stream");

    private final Ticker ticker;
    private final HopAsk ask;
    private final long startNanos;

    private long beforeHandlerNanos = ABSENT;
    /** Volatile for handlers that answer on a thread of their own before they are told that the request is complete. */
    private volatile long beforeHalfCloseNanos = ABSENT;

    private long lastReadNanos;
    private int read;
    private int sent;
    private int fanOut;
    /** Made with the first call upstream; a service has none. */
    private @Nullable SpanUnion upstream;

    /** Written once; may be read without the lock. */
    private volatile @Nullable HopStamp stamp;

    private @Nullable CallTimer outstanding;
    /** Whose answer or failure speaks for the calls upstream: of those that have ended, the last. */
    private @Nullable CallTimer lastEnded;

    /** What the call that the stamp speaks of came back with. */
    private List<byte[]> stampedUpstream = List.of();

    private volatile boolean ended;

    private HopTimer(Ticker ticker, HopAsk ask) {
        this.ticker = ticker;
        this.ask = ask;
        startNanos = ticker.nanos();
    }

    /** Starts the clock of a call that asks: call it when request headers are decoded. */
    public static HopTimer start(Ticker ticker, HopAsk ask) {
        return new HopTimer(
                Objects.requireNonNull(ticker, "ticker == null"), Objects.requireNonNull(ask, "ask == null"));
    }

    /** What the caller asked for. */
    public HopAsk ask() {
        return ask;
    }

    /** The call has reached the hop's own code. */
    public void intercepted() {
        if (beforeHandlerNanos == ABSENT) {
            beforeHandlerNanos = ticker.nanos() - startNanos;
        }
    }

    /** A request message has been read off the wire. */
    public void messageRead() {
        read++;
        lastReadNanos = ticker.nanos();
    }

    /** A response message has been handed to the transport. */
    public void messageSent() {
        sent++;
    }

    /**
     * The hop's own code is told that the request is complete. Of calls with more than one message the wait before this
     * is the caller's thinking, not a queue, and is not counted. A message that came before {@link #intercepted} waited
     * with it, which counts once.
     */
    public void halfClosed() {
        if (beforeHalfCloseNanos == ABSENT) {
            long waitsSince = Math.max(lastReadNanos - startNanos, beforeHandlerNanos);
            beforeHalfCloseNanos = read == 1 ? ticker.nanos() - startNanos - waitsSince : 0;
        }
    }

    /** A timer for a call this hop is about to make upstream; null when the stamp is written or the call has ended. */
    public synchronized @Nullable CallTimer call() {
        return stamp == null && !ended ? CallTimer.under(this, ticker) : null;
    }

    /** The stream is closed, stamped or not: what goes on is work that nobody waits for. */
    public void ended() {
        ended = true;
    }

    /**
     * The trailers are about to be written: the stamp of this call, or null if there is one already.
     *
     * @param identity the hop's name and whatever else of a stamp does not change from call to call
     * @param code the name of the status code the call is closed with
     */
    public synchronized @Nullable HopStamp stamp(HopStamp identity, String code, Shape shape) {
        if (stamp != null) {
            return null;
        }
        long now = ticker.nanos();
        HopStamp made = new HopStamp(identity);
        made.totalNanos = now - startNanos;
        made.arrivalEpochMicros = ticker.epochMicros(startNanos);
        made.origin = origin(code);
        stampedUpstream = lastStamps();
        if (beforeHandlerNanos != ABSENT) {
            made.queueNanos = beforeHandlerNanos + Math.max(0, beforeHalfCloseNanos);
        }
        if (isStream(shape)) {
            made.kind = HopStamp.Kind.STREAM;
        }
        if (fanOut > 0) {
            stampUpstream(made, now);
        }
        stamp = made.written();
        return made;
    }

    /** The stamp, or null while there is none. */
    public @Nullable HopStamp stamp() {
        return stamp;
    }

    /**
     * The wire values of the stamps that came back with the upstream call of which the stamp speaks, innermost hop first;
     * of the one that ended last while there is no stamp.
     */
    public synchronized List<byte[]> upstreamStamps() {
        return stamp == null ? lastStamps() : stampedUpstream;
    }

    private List<byte[]> lastStamps() {
        return lastEnded == null ? List.of() : lastEnded.stamps();
    }

    /** From the stamp until now, or {@link HopStamp#ABSENT} when there is none. */
    public long sinceStampNanos() {
        HopStamp made = stamp;
        return made == null ? ABSENT : ticker.nanos() - startNanos - made.totalNanos();
    }

    synchronized void callStarted(CallTimer call) {
        fanOut++;
        call.next = outstanding;
        if (outstanding != null) {
            outstanding.previous = call;
        }
        outstanding = call;
    }

    synchronized void callEnded(CallTimer call) {
        if (call.previous != null) {
            call.previous.next = call.next;
        } else if (outstanding == call) {
            outstanding = call.next;
        } else {
            return; // it never started
        }
        if (call.next != null) {
            call.next.previous = call.previous;
        }
        call.previous = null;
        call.next = null;
        if (lastEnded == null || !lastEnded.isAnswered() || !call.isGivenUp()) {
            lastEnded = call; // a call given up, such as the slower of two, does not speak for one that was answered
        }
        call.addTo(upstream(), startNanos, startNanos);
        if (outstanding == null) {
            upstream().fold();
        }
    }

    private void stampUpstream(HopStamp made, long now) {
        for (CallTimer call = outstanding; call != null; call = call.next) {
            call.addTo(upstream(), startNanos, now);
        }
        CallTimer last = lastEnded != null ? lastEnded : outstanding;
        UpstreamTimes times = made.upstream();
        times.fanOut = fanOut;
        long nanos = upstream().nanos();
        boolean attempted = last != null && last.attempts() > 0;
        if (nanos != 0 || attempted) {
            times.nanos = nanos;
        }
        if (last != null && attempted) {
            times.preTransportNanos = last.preTransportNanos();
            times.attempts = last.attempts();
            times.beforeNanos = last.committedNanos() - startNanos;
            if (last.attempts() > 1) {
                times.retryNanos = last.retryNanos();
            }
        }
    }

    private SpanUnion upstream() {
        if (upstream == null) {
            upstream = new SpanUnion();
        }
        return upstream;
    }

    private boolean isStream(Shape shape) {
        return switch (shape) {
            case UNARY -> false;
            case STREAM -> true;
            case UNKNOWN ->
                read > 1
                        || sent > 1
                        || stampedUpstream.stream().anyMatch(value -> WireBytes.contains(value, STREAM_ON_WIRE));
        };
    }

    /** A hop that passes on the very code its last call was answered with has decided nothing. */
    private HopStamp.@Nullable Origin origin(String code) {
        if (code.equals("OK")) {
            return null;
        }
        CallTimer last = lastEnded;
        if (last == null) {
            return HopStamp.Origin.OWN;
        }
        boolean same = code.equals(last.code());
        if (last.isAnswered()) {
            return same ? null : HopStamp.Origin.OWN;
        }
        // A call that this hop gave up itself says nothing of the peer, unless its giving up is the outcome.
        return same || !last.isGivenUp() ? HopStamp.Origin.UP : HopStamp.Origin.OWN;
    }
}
