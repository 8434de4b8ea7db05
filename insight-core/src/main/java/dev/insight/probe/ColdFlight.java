package dev.insight.probe;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.hop.HopPath;
import dev.insight.hop.Ticker;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One cold probe's life: the phase it is in, those that succeeded, the socket it holds, its one end. The worker that
 * runs it and the watch over its deadline both may end it; the first counts, and closes the socket, which frees the
 * worker whatever it waits for. Thread-safe.
 */
final class ColdFlight {
    /** Sorts of cold probe, secured or not, that this JVM has had answered: until then classes are being loaded. */
    private static final Set<Boolean> ANSWERED_BEFORE = ConcurrentHashMap.newKeySet();

    private final Slot slot;
    private final Consumer<ProbeResult> completion;
    private final Ticker ticker;
    private final long startNanos;
    private final boolean isSecured;
    private final boolean isAmongFirst;
    private final List<PhaseTime> phases = new ArrayList<>(5);
    private Phase phase = Phase.DNS;
    private long phaseNanos;
    private long lastNanos;
    private long ownNanos;
    private long sentEpochMicros = ABSENT;
    private @Nullable String peer;
    private @Nullable Socket socket;
    private boolean handedOver;
    private boolean taken;
    private boolean ended;

    ColdFlight(Slot slot, Consumer<ProbeResult> completion, Ticker ticker) {
        this.slot = slot;
        this.completion = completion;
        this.ticker = ticker;
        startNanos = ticker.nanos();
        isSecured = slot.probe().target().tls() != null;
        isAmongFirst = !ANSWERED_BEFORE.contains(isSecured);
    }

    Slot slot() {
        return slot;
    }

    /** When it was asked for. */
    long startNanos() {
        return startNanos;
    }

    /** Nothing outside is waited for: a worker of ours has to begin. */
    synchronized void handOver() {
        handedOver = true;
    }

    /** True to the first who asks: the worker that carries it, or who ended it before it had one. */
    synchronized boolean take() {
        boolean first = !taken;
        taken = true;
        return first;
    }

    /** Ends it without a word; false if it has ended already. */
    synchronized boolean abandon() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Of the timeout, what is left. */
    long remainingNanos() {
        return startNanos + slot.probe().timeout().toNanos() - ticker.nanos();
    }

    /** The name resolved, which took {@code nanos}. */
    synchronized void resolved(long nanos) {
        phases.add(new PhaseTime(Phase.DNS, Math.max(0, nanos)));
    }

    /** {@code next} begins, now. */
    synchronized void begin(Phase next) {
        phase = next;
        handedOver = false;
        phaseNanos = ticker.nanos();
    }

    /** The phase under way begins now: what it took so far was this process's own doing, which no time contains. */
    synchronized void beginAgain() {
        long now = ticker.nanos();
        ownNanos += now - phaseNanos;
        phaseNanos = now;
    }

    /** The phase under way succeeded, just now. */
    synchronized void succeeded() {
        lastNanos = ticker.nanos();
        phases.add(new PhaseTime(phase, lastNanos - phaseNanos));
    }

    /** The call goes out now. */
    synchronized void beginCall() {
        sentEpochMicros = ticker.epochMicros();
        begin(Phase.RPC);
    }

    /** Takes {@code held} into its care: it is closed with the end, at once if that was. Names the {@code called} peer. */
    void hold(Socket held, String called) throws IOException {
        synchronized (this) {
            peer = called;
            if (!ended) {
                socket = held;
                return;
            }
        }
        held.close();
    }

    /** Ends in the phase under way, unless it has ended. */
    void fail(String code, String message) {
        end(Outcome.failed(code, phase(), message), HopPath.empty());
    }

    /** What went wrong belongs to {@code earlier}, which so did not succeed after all. */
    void failIn(Phase earlier, String code, String message) {
        synchronized (this) {
            phases.removeIf(time -> time.phase().compareTo(earlier) >= 0);
        }
        end(Outcome.failed(code, earlier, message), HopPath.empty());
    }

    /** This process has no thread for it, which is nobody's fault outside. */
    void crowdedOut() {
        end(Outcome.failed("RESOURCE_EXHAUSTED", phase(), "too many cold probes are under way"), HopPath.empty(), true);
    }

    /** The deadline has passed. */
    void expire() {
        Phase current = phase();
        String what = switch (current) {
            case DNS -> "the name did not resolve: " + slot.probe().target().address();
            case CONNECT -> "no connection to " + peer();
            case TLS -> "no TLS with " + peer();
            case HTTP2 -> "no HTTP/2 with " + peer();
            case RPC -> "no answer from " + peer();
        };
        long millis = TimeUnit.NANOSECONDS.toMillis(slot.probe().timeout().toNanos());
        boolean ours = isHandedOver();
        String message = (ours ? "this process did not come to it" : what) + " within " + millis + " ms";
        end(Outcome.failed("DEADLINE_EXCEEDED", current, message), HopPath.empty(), ours);
    }

    private synchronized boolean isHandedOver() {
        return handedOver;
    }

    synchronized Phase phase() {
        return phase;
    }

    private synchronized @Nullable String peer() {
        return peer;
    }

    /** Ends, unless it has ended; where well, {@link #succeeded} was told before. */
    void end(Outcome outcome, HopPath path) {
        if (outcome.isOk()) {
            ANSWERED_BEFORE.add(isSecured);
        }
        end(outcome, path, isAmongFirst && outcome.isOk());
    }

    private void end(Outcome outcome, HopPath path, boolean tainted) {
        Socket held;
        ProbeResult result;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            held = socket;
            result = ProbeResult.builder(slot, outcome)
                    .latencyNanos(outcome.isOk() ? lastNanos - startNanos - ownNanos : ABSENT)
                    .lifeNanos(startNanos, ticker.nanos())
                    .sentEpochMicros(sentEpochMicros)
                    .phases(phases)
                    .path(path)
                    .tainted(tainted)
                    .peer(peer)
                    .build();
        }
        close(held);
        completion.accept(result);
    }

    private static void close(@Nullable Socket held) {
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            // Closed it is.
        }
    }
}
