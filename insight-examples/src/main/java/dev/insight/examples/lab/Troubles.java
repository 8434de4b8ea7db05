package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/** What a hop does to calls before it handles them: nothing, until faults are added. Thread-safe. */
final class Troubles implements ServerInterceptor {
    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final List<Failing> failures = new CopyOnWriteArrayList<>();
    private final EffectLog holds = new EffectLog();
    private final EffectLog ends = new EffectLog();
    private final Ticker ticker = Ticker.system();
    private final LabTimer timer;
    private final Executor executor;

    /** A status for {@code share} of the calls. */
    record Failing(Status.Code code, double share) {}

    Troubles(LabTimer timer, Executor executor) {
        this.timer = timer;
        this.executor = executor;
    }

    void add(Duration delay) {
        delays.add(delay);
    }

    void remove(Duration delay) {
        delays.remove(delay);
    }

    void add(Failing failing) {
        failures.add(failing);
    }

    void remove(Failing failing) {
        failures.remove(failing);
    }

    /** How long each call was held. */
    EffectLog holds() {
        return holds;
    }

    /** 1 for each call that was made to fail, 0 for each that was not. */
    EffectLog ends() {
        return ends;
    }

    /** How long each call is held now. */
    long delayNanos() {
        return delays.stream().mapToLong(Duration::toNanos).sum();
    }

    @Override
    public <Q, P> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
        long begin = ticker.nanos();
        for (Failing failing : failures) {
            if (ThreadLocalRandom.current().nextDouble() < failing.share()) {
                ends.add(begin, 1);
                call.close(Status.fromCode(failing.code()).withDescription("the lab lets it fail"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        }
        ends.add(begin, 0);
        long nanos = delayNanos();
        if (nanos == 0) {
            holds.add(begin, 0);
            return next.startCall(call, headers);
        }
        DelayedListener<Q> listener = new DelayedListener<>();
        Runnable start = Context.current().wrap(() -> {
            long now = ticker.nanos();
            holds.add(now, now - begin);
            listener.follow(next.startCall(call, headers));
        });
        timer.after(nanos, () -> executor.execute(start));
        return listener;
    }
}
