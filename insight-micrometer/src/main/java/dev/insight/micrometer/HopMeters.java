package dev.insight.micrometer;

import dev.insight.decomposition.Decomposer;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of one process's own traffic, each made when first needed. Thread-safe. */
final class HopMeters {
    private final MeterRegistry registry;
    private final MeterGroup group;
    private final AllowedNames allowed;
    private final Set<String> methods;
    private final TermMeters terms;
    private final CounterTable calls;
    private final Map<String, ServedMeters> served = new ConcurrentHashMap<>(4);
    private final Map<String, CallMeters> called = new ConcurrentHashMap<>(4);

    HopMeters(MeterRegistry registry, AllowedNames allowed, Set<String> methods) {
        this.registry = registry;
        this.allowed = allowed;
        this.methods = methods;
        group = new MeterGroup(registry, Tags.empty());
        terms = new TermMeters(group, TermMeters.CALL, allowed);
        calls = new CounterTable(group, MeterNames.CALLS, "Sampled calls that ended.", "method", "outcome");
    }

    MeterRegistry registry() {
        return registry;
    }

    void addStamp(HopStamp stamp, String outcome) {
        // A stream's total is its life, and a call that failed has no latency, whoever decided so.
        if (stamp.kind() == HopStamp.Kind.STREAM || !outcome.equals("OK") || stamp.totalNanos() < 0) {
            return;
        }
        ServedMeters meters = served(stamp.name());
        meters.total.record(stamp.totalNanos(), TimeUnit.NANOSECONDS);
        long self = stamp.totalNanos() - Math.max(0, stamp.upstreamNanos());
        if (self < 0) {
            meters.clamped.increment();
            return;
        }
        meters.self.record(self, TimeUnit.NANOSECONDS);
        if (stamp.queueNanos() >= 0) {
            meters.queue.record(stamp.queueNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void addWriteLag(HopStamp stamp, long nanos) {
        served(stamp.name()).writeLag.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    void countCall(SampledCall call) {
        calls.increment(method(call.method()), MeterNames.code(call.outcome()));
    }

    void addCall(SampledCall call) {
        CallMeters meters = called(call.method());
        meters.duration.record(call.latencyNanos(), TimeUnit.NANOSECONDS);
        if (call.preTransportNanos() >= 0) {
            meters.preTransport.record(call.preTransportNanos(), TimeUnit.NANOSECONDS);
        }
        if (call.clientLagNanos() >= 0) {
            meters.clientLag.record(call.clientLagNanos(), TimeUnit.NANOSECONDS);
        }
        // Which way a real call went is not known, so the stamps' own names serve and the list bounds the labels.
        Decomposer.cut(allowed.caller(), call.latencyNanos(), call.path(), List.of(), terms);
    }

    void close() {
        group.removeAll();
    }

    private ServedMeters served(String hop) {
        ServedMeters meters = served.get(hop);
        return meters != null
                ? meters
                : served.computeIfAbsent(
                        allowed.hop(hop) ? hop : MeterNames.OTHER, label -> new ServedMeters(group, label));
    }

    private CallMeters called(String method) {
        CallMeters meters = called.get(method);
        return meters != null ? meters : called.computeIfAbsent(method(method), label -> new CallMeters(group, label));
    }

    private String method(String method) {
        return methods.contains(method) ? method : MeterNames.OTHER;
    }

    /** What this process took as a hop. */
    private static final class ServedMeters {
        private final Timer total;
        private final Timer self;
        private final Timer queue;
        private final Timer writeLag;
        private final Counter clamped;

        ServedMeters(MeterGroup group, String hop) {
            total = group.timer(MeterNames.SERVED, "From a call's headers to its trailers, at this hop.", "hop", hop);
            self = group.timer(MeterNames.SERVED_SELF, "The same without waiting for upstream.", "hop", hop);
            queue = group.timer(MeterNames.SERVED_QUEUE, "Part of it spent waiting for an executor.", "hop", hop);
            writeLag = group.timer(
                    MeterNames.SERVED_WRITE_LAG, "From a call's trailers written to its stream closed.", "hop", hop);
            clamped = group.counter(
                    MeterNames.SERVED_INVALID, "Stamps that waited for upstream longer than they lived.", "hop", hop);
        }
    }

    /** What calls that this process made took. */
    private static final class CallMeters {
        private final Timer duration;
        private final Timer preTransport;
        private final Timer clientLag;

        CallMeters(MeterGroup group, String method) {
            duration =
                    group.timer(MeterNames.CALL_DURATION, "Latency of sampled calls that ended OK.", "method", method);
            preTransport = group.timer(
                    MeterNames.CALL_PRE_TRANSPORT, "Time sampled calls waited for a connection.", "method", method);
            clientLag = group.timer(
                    MeterNames.CALL_CLIENT_LAG, "From a call's trailers to the application told.", "method", method);
        }
    }
}
