package dev.insight.grpc;

import dev.insight.hop.Ticker;
import dev.insight.probe.Method;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Builds probes and sends slots of them, as the prober would. */
final class Probing {
    private Probing() {}

    static Probe probe(String address) {
        return probe(address, Duration.ofSeconds(5));
    }

    static Probe probe(String address, Duration timeout) {
        return probe(address, timeout, target -> target);
    }

    static Probe probe(String address, Duration timeout, UnaryOperator<Target.Builder> shape) {
        return probe(address, Duration.ofMillis(100), timeout, shape);
    }

    static Probe probe(String address, Duration interval, Duration timeout, UnaryOperator<Target.Builder> shape) {
        Target target = shape.apply(Target.builder("sg", "payments", address).method(Method.healthCheck("")))
                .build();
        return Probe.builder("eu", target, Route.of("direct", "payments"))
                .interval(interval)
                .timeout(timeout)
                .build();
    }

    static Slot slot(Probe probe, long sequence) {
        Ticker ticker = Ticker.system();
        return new Slot(probe, ProbeKind.WARM, null, sequence, ticker.nanos(), ticker.epochMicros());
    }

    static Slot partial(Probe probe, long sequence, String stop) {
        Ticker ticker = Ticker.system();
        return new Slot(probe, ProbeKind.PARTIAL, stop, sequence, ticker.nanos(), ticker.epochMicros());
    }

    static CompletableFuture<ProbeResult> send(ProbeTransport.Session session, Slot slot) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        session.send(slot, first -> {
            if (!result.complete(first)) {
                throw new AssertionError("completed twice: " + first);
            }
        });
        return result;
    }

    /** Sends and waits for the result. */
    static ProbeResult once(ProbeTransport.Session session, Probe probe, long sequence) {
        return get(send(session, slot(probe, sequence)));
    }

    static ProbeResult get(CompletableFuture<ProbeResult> result) {
        return result.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
