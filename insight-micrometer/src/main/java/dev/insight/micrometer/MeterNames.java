package dev.insight.micrometer;

import dev.insight.probe.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The names of every meter, as {@code docs/metrics.md} lists them, and the buckets of those that are histograms. */
final class MeterNames {
    static final String LATENCY_MS = "cross.region.latency.ms";
    static final String UP = "cross.region.up";

    static final String PROBE_DURATION = "insight.probe.duration";
    static final String PROBES = "insight.probes";
    static final String PROBES_COLD = "insight.probes.cold";
    static final String PROBES_PARTIAL = "insight.probes.partial";
    static final String PROBES_SKIPPED = "insight.probes.skipped";
    static final String PROBES_TAINTED = "insight.probes.tainted";
    static final String PROBES_OUTSTANDING = "insight.probes.outstanding";
    static final String PROBE_PHASE = "insight.probe.phase";
    static final String PROBE_START_LAG = "insight.probe.start.lag";
    static final String HOP_POSITION = "insight.hop.position";
    static final String HOP_SELF = "insight.hop.self";
    static final String HOP_QUEUE = "insight.hop.queue";
    static final String LINK = "insight.link";
    static final String RESIDUAL = "insight.path.residual";
    static final String STAMPS = "insight.stamps";
    static final String TERMS_INVALID = "insight.terms.invalid";

    static final String INCIDENT_OPEN = "insight.incident.open";
    static final String INCIDENTS = "insight.incidents";
    static final String HOST_CPU = "insight.host.cpu.ratio";

    static final String TARGETS = "insight.targets";
    static final String CHANNELS = "insight.channels";
    static final String DISCOVERY_AGE = "insight.discovery.age";
    static final String REPORTS_DROPPED = "insight.reports.dropped";
    static final String LISTENER_FAULTS = "insight.listener.faults";

    static final String SERVED = "insight.served.duration";
    static final String SERVED_SELF = "insight.served.self";
    static final String SERVED_QUEUE = "insight.served.queue";
    static final String SERVED_WRITE_LAG = "insight.served.write.lag";
    static final String SERVED_INVALID = "insight.served.invalid";
    static final String CALLS = "insight.calls";
    static final String CALL_DURATION = "insight.call.duration";
    static final String CALL_CLIENT_LAG = "insight.call.client.lag";
    static final String CALL_PRE_TRANSPORT = "insight.call.pre.transport";
    static final String CALL_SELF = "insight.call.hop.self";
    static final String CALL_QUEUE = "insight.call.hop.queue";
    static final String CALL_LINK = "insight.call.link";
    static final String CALL_RESIDUAL = "insight.call.residual";
    static final String CALL_TERMS_INVALID = "insight.call.terms.invalid";

    /** What a name that is not on the list is counted as. */
    static final String OTHER = "other";

    /** 100 µs to 10 s, closest together where calls between regions are. */
    private static final Duration[] BUCKETS = DoubleStream.of(
                    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(millis -> Duration.ofNanos(Math.round(millis * 1e6)))
            .toArray(Duration[]::new);

    private MeterNames() {}

    static Duration[] buckets() {
        return BUCKETS.clone();
    }

    /** The status code's name; what is none counts as UNKNOWN, as gRPC has it, so that the label is bounded. */
    static String code(String code) {
        return Outcome.isCode(code) ? code : "UNKNOWN";
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
