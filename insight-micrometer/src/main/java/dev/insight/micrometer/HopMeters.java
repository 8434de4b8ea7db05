package dev.insight.micrometer;

import dev.insight.decomposition.Decomposer;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one process's own traffic, each made when first needed. Thread-safe. */
final class HopMeters {
    private final MeterRegistry registry;
    private final MeterGroup group;
    private final AllowedNames allowed;
    private final Set<String> methods;
    private final TermMeters terms;
    private final Map<String, ServedMeters> served = new ConcurrentHashMap<>(4);
    private final Map<String, CallMeters> called = new ConcurrentHashMap<>(4);

    HopMeters(MeterRegistry registry, AllowedNames allowed, Set<String> methods) {
        this.registry = registry;
        this.allowed = allowed;
        this.methods = methods;
        group = new MeterGroup(registry, Tags.empty());
        terms = new TermMeters(group, TermMeters.CALL, allowed);
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

    /** Counts the call, and has its times where they are a latency's. */
    void addCall(SampledCall call) {
        CallMeters meters = called(call.method());
        meters.count(call.outcome());
        if (call.outcome().equals("OK") && !call.streaming() && call.latencyNanos() >= 0) {
            meters.times().record(call);
            // Which way a real call went is not known, so the stamps' own names serve and the list bounds the labels.
            Decomposer.cut(allowed.caller(), call, terms);
        }
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
        return meters != null
                ? meters
                : called.computeIfAbsent(
                        methods.contains(method) ? method : MeterNames.OTHER, label -> new CallMeters(group, label));
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

    /** The calls that this process made of one method, found with one look. */
    private static final class CallMeters {
        private final MeterGroup group;
        private final String method;
        private final Map<String, Counter> outcomes = new ConcurrentHashMap<>(4);
        private volatile @Nullable CallTimes times;

        CallMeters(MeterGroup group, String method) {
            this.group = group;
            this.method = method;
        }

        void count(String outcome) {
            Counter counter = outcomes.get(outcome);
            if (counter == null) {
                // Only codes become keys, so the map is as bounded as the label is.
                counter = outcomes.computeIfAbsent(
                        MeterNames.code(outcome),
                        code -> group.counter(
                                MeterNames.CALLS, "Sampled calls that ended.", "method", method, "outcome", code));
            }
            counter.increment();
        }

        /** Made with the first call that has any. */
        CallTimes times() {
            CallTimes made = times;
            if (made == null) {
                made = new CallTimes(group, method); // a registry gives the same timers to all who ask
                times = made;
            }
            return made;
        }
    }

    /** What calls that this process made took. */
    private static final class CallTimes {
        private final Timer duration;
        private final Timer preTransport;
        private final Timer clientLag;

        CallTimes(MeterGroup group, String method) {
            duration =
                    group.timer(MeterNames.CALL_DURATION, "Latency of sampled calls that ended OK.", "method", method);
            preTransport = group.timer(
                    MeterNames.CALL_PRE_TRANSPORT, "Time sampled calls waited for a connection.", "method", method);
            clientLag = group.timer(
                    MeterNames.CALL_CLIENT_LAG, "From a call's trailers to the application told.", "method", method);
        }

        void record(SampledCall call) {
            duration.record(call.latencyNanos(), TimeUnit.NANOSECONDS);
            if (call.preTransportNanos() >= 0) {
                preTransport.record(call.preTransportNanos(), TimeUnit.NANOSECONDS);
            }
            if (call.clientLagNanos() >= 0) {
                clientLag.record(call.clientLagNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }
}
