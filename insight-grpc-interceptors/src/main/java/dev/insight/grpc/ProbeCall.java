package dev.insight.grpc;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.hop.HopPath;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One probe under way, from the moment it was asked for to its result, which is told exactly once. */
final class ProbeCall extends ClientCall.Listener<byte[]> {
    /**
     * Whether this JVM has had an answer to a probe. Until then its classes are being loaded, which takes tens of
     * milliseconds between a call's creation and its bytes, and would be told as the network's.
     */
    private static volatile boolean answeredBefore;

    private final ProbeSession session;
    private final Slot slot;
    private final long sentNanos;
    private final CallProgress progress;
    private final Consumer<ProbeResult> completion;
    private final ProbeTracer tracer;
    private final boolean isAmongFirst = !answeredBefore;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable ClientCall<byte[], byte[]> call;
    private ProbeTracing.Trace trace = result -> result;
    private @Nullable Metadata headers;
    private byte @Nullable [] answer;

    ProbeCall(
            ProbeSession session, Slot slot, long sentNanos, CallProgress progress, Consumer<ProbeResult> completion) {
        this.session = session;
        this.slot = slot;
        this.sentNanos = sentNanos;
        this.progress = progress;
        this.completion = completion;
        tracer = new ProbeTracer(session.ticker());
    }

    /** Sends; whatever goes wrong is told as a result. */
    void start(Channel channel, Metadata requestHeaders) {
        try {
            trace = session.tracing().start(slot, requestHeaders);
            ProbedMethod method = session.method(slot);
            ClientCall<byte[], byte[]> started =
                    channel.newCall(method.descriptor(), session.options(progress, tracer));
            started.start(this, requestHeaders);
            started.request(2); // one more than a unary call may have, so that its end is read with it
            started.sendMessage(method.payload());
            started.halfClose();
            call = started; // not sooner: a call must not be cancelled while it is being started
            if (ended.get()) {
                cancel();
            }
        } catch (RuntimeException | LinkageError e) {
            end(Outcome.failed("INTERNAL", Phase.RPC, e.toString()), HopPath.empty());
        }
    }

    /** Ends at once, without a call. */
    void refuse(Outcome outcome) {
        end(outcome, HopPath.empty());
    }

    /** Ends the call if it is under way; one that is just being started, its starter has to end. */
    void cancel() {
        ClientCall<byte[], byte[]> started = call;
        if (started != null) {
            started.cancel("the session is closed", null);
        }
    }

    @Override
    public void onHeaders(Metadata received) {
        headers = received;
    }

    @Override
    public void onMessage(byte[] message) {
        if (answer != null) {
            return;
        }
        answer = message;
        if (slot.method().isStreaming()) {
            succeed(message, new Metadata());
            cancel();
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        tellBackend(status);
        byte[] message = answer;
        if (!status.isOk()) {
            end(CallFailure.of(status, progress, tracer, session).outcome(), stamps(trailers));
        } else if (message == null) {
            end(Outcome.failed("INTERNAL", Phase.RPC, "the call ended OK without a message"), stamps(trailers));
        } else {
            succeed(message, trailers);
        }
    }

    private void succeed(byte[] message, Metadata trailers) {
        Outcome outcome = slot.method().outcome(message);
        end(outcome, stamps(trailers));
    }

    private HopPath stamps(Metadata trailers) {
        return StampReader.ofProbe(slot, headers, trailers);
    }

    private void tellBackend(Status status) {
        Backend backend = progress.backend();
        if (backend == null || !tracer.created()) {
            return;
        }
        if (tracer.heard()) {
            backend.heard(progress.connection());
        } else if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            backend.silent(progress.connection());
        }
    }

    private void end(Outcome outcome, HopPath path) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        session.ended(this);
        try {
            completion.accept(trace.end(result(outcome, path)));
        } catch (Throwable t) {
            GrpcProbeTransport.LOG.log(System.Logger.Level.WARNING, "A probe's completion failed", t);
        }
    }

    private ProbeResult result(Outcome outcome, HopPath path) {
        long now = session.ticker().nanos();
        Backend backend = progress.backend();
        if (outcome.isOk()) {
            answeredBefore = true;
        }
        boolean streaming = slot.method().isStreaming();
        long answered = streaming ? tracer.messageNanos() : tracer.trailersNanos();
        return ProbeResult.builder(slot, outcome)
                .startLagNanos(Math.max(0, sentNanos - slot.intendedNanos()))
                .latencyNanos(outcome.isOk() ? between(tracer.createdNanos(), answered) : ABSENT)
                .preTransportNanos(between(sentNanos, tracer.createdNanos()))
                .clientLagNanos(between(answered, now))
                .lifeNanos(sentNanos, now)
                .sentEpochMicros(tracer.createdEpochMicros())
                .path(path)
                .tainted(isAmongFirst && outcome.isOk())
                .peer(backend == null ? null : backend.name())
                .build();
    }

    private static long between(long from, long to) {
        return from == ABSENT || to == ABSENT ? ABSENT : to - from;
    }
}
