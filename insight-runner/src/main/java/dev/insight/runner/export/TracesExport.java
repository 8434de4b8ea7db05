package dev.insight.runner.export;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Traces of the probes that are worth one: those that failed, those that were slow for their path, and a share of the rest.
 * Each probe goes out with ids; what becomes of them is known when it has ended. Told by one thread, as listeners are.
 */
final class TracesExport implements InsightListener, AutoCloseable {
    /** An outage of everything would else make a trace of every probe. */
    private static final int A_SECOND = 10;

    private static final int AT_ONCE = 50;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final Sampler sampler;
    private final ProbeIds ids;
    private final ProbeSpans spans;
    private final TraceQueue queue;
    private final Allowance allowance;
    private final Map<PathId, RecentLatencies> recent = new HashMap<>();
    private final AtomicLong limited = new AtomicLong();
    /** Of the report that is being told, if it is exported. */
    private @Nullable String exportedTrace;

    TracesExport(ExportConfig config, Function<List<SpanData>, Reception> sender, Ticker ticker) {
        this.ticker = ticker;
        sampler = Sampler.traceIdRatioBased(config.traceRatio());
        ids = ProbeIds.of(sampler);
        spans = new ProbeSpans(resource(config), ticker);
        queue = new TraceQueue(sender, PAUSE);
        allowance = new Allowance(A_SECOND, AT_ONCE, ticker.nanos());
    }

    private static Resource resource(ExportConfig config) {
        var attributes = Attributes.builder();
        config.resource().forEach(attributes::put);
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    /** What gives probes their ids, and tells who is called whether this one is traced whatever comes of it. */
    OpenTelemetry ids() {
        return ids;
    }

    @Override
    public void onReport(ProbeReport report) {
        exportedTrace = null;
        ProbeResult result = report.result();
        TraceReason reason = reason(result);
        String traceId = result.traceId();
        if (reason == null || traceId == null || result.spanId() == null) {
            return; // a cold probe has no ids, nor what could not be sent
        }
        boolean wasPromised = isSampled(traceId);
        if (!wasPromised && !allowance.take(ticker.nanos())) {
            limited.incrementAndGet();
            return;
        }
        queue.offer(spans.of(report, reason));
        exportedTrace = traceId;
    }

    @Override
    public void onRemoved(Probe probe) {
        recent.remove(probe.path());
    }

    /** Whether a trace is made of {@code report}, the one that is being told. */
    boolean isExported(ProbeReport report) {
        return exportedTrace != null && exportedTrace.equals(report.result().traceId());
    }

    private @Nullable TraceReason reason(ProbeResult result) {
        boolean isSlow = result.slot().kind() == ProbeKind.WARM
                && result.isMeasurement()
                && recent.computeIfAbsent(result.slot().probe().path(), path -> new RecentLatencies())
                        .add(result.latencyNanos());
        if (!result.outcome().isOk()) {
            return TraceReason.FAILED;
        }
        if (isSlow) {
            return TraceReason.SLOW;
        }
        return result.traceId() != null && isSampled(result.traceId()) ? TraceReason.SAMPLED : null;
    }

    /** As was decided when the probe went out: it depends on the id alone. */
    private boolean isSampled(String traceId) {
        return sampler.shouldSample(Context.root(), traceId, "", SpanKind.CLIENT, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    double exported() {
        return queue.exported();
    }

    /** Traces that were not made, since there were too many of failed and slow probes. */
    double limited() {
        return limited.get();
    }

    double lost() {
        return queue.lost();
    }

    @Override
    public void close() {
        queue.close();
        spans.close();
        ids.close();
    }
}
