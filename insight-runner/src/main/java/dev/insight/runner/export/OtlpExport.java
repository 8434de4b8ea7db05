package dev.insight.runner.export;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.grpc.GrpcInsight;
import dev.insight.grpc.OpenTelemetryProbes;
import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeTransport;
import dev.insight.runner.fetch.Fetch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends metrics and traces by OTLP over HTTP. A receiver that is down or hangs delays no probe: metrics are told whole again
 * at the next interval, traces wait, and the oldest are dropped and counted. Thread-safe.
 */
public final class OtlpExport implements AutoCloseable {
    private static final int MOST_BYTES_OF_AN_ANSWER = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** Traces go first, so that the last export of metrics counts them; one that hangs leaves that export its time. */
    private static final Duration CLOSING_TRACES = CLOSING.dividedBy(2);

    private final Fetch fetch;
    private final Ticker ticker;
    private @Nullable Receiver metricsReceiver;
    private @Nullable Receiver tracesReceiver;
    private @Nullable MetricsExport metrics;
    private @Nullable SpanSender sender;
    private @Nullable TracesExport traces;
    private boolean closed;

    private OtlpExport(Fetch fetch, Ticker ticker) {
        this.fetch = fetch;
        this.ticker = ticker;
    }

    /**
     * Begins to send what it is told.
     *
     * @throws IOException if the file of trusted authorities is not what it should be; the message names it
     */
    public static OtlpExport start(ExportConfig config) throws IOException {
        Ticker ticker = Ticker.system();
        OtlpExport export = new OtlpExport(Fetch.upTo(MOST_BYTES_OF_AN_ANSWER, config.ca(), "export.otlp.ca"), ticker);
        try {
            export.begin(config);
        } catch (RuntimeException e) {
            export.close();
            throw e;
        }
        return export;
    }

    private void begin(ExportConfig config) {
        if (config.traces() != null) { // before any thread begins, for this one may object to the address
            tracesReceiver = receiver("traces", config.traces(), config, PATIENCE);
            sender = new SpanSender(tracesReceiver, config.traces().toString());
        }
        if (config.metrics() != null) {
            Duration patience = config.interval().compareTo(PATIENCE) < 0 ? config.interval() : PATIENCE;
            metricsReceiver = receiver("metrics", config.metrics(), config, patience);
            metrics = new MetricsExport(config, metricsReceiver, ticker);
        }
        if (sender != null) {
            traces = new TracesExport(config, sender::send, ticker);
        }
    }

    private Receiver receiver(String signal, URI endpoint, ExportConfig config, Duration patience) {
        return new Receiver(fetch, signal, endpoint, config.headers(), patience, ticker);
    }

    /** What sends probes that can be traced; without {@code traces}, as if there were no export. */
    public ProbeTransport transport() {
        return traces == null ? GrpcInsight.transport() : OpenTelemetryProbes.transport(traces.ids());
    }

    /** What is to be told of reports first, for it decides which of them are traced; or null. */
    public @Nullable InsightListener traces() {
        return traces;
    }

    /** What is to be told of everything after that; or null. */
    public @Nullable InsightListener metrics() {
        return metrics == null ? null : new TracedListener(metrics.listener(), this::isTraced);
    }

    /** Where further meters may go, to be sent with the rest; or null. */
    public @Nullable MeterRegistry registry() {
        return metrics == null ? null : metrics.registry();
    }

    /** Whether a trace of {@code report}, which is being told, is sent. */
    public boolean isTraced(ProbeReport report) {
        return traces != null && traces.isExported(report);
    }

    /** Counts in {@code registry} what is sent and what is not. */
    public void countIn(MeterRegistry registry) {
        for (Receiver receiver : receivers()) {
            count(registry, "insight.exports", receiver, Receiver::taken, "signal", receiver.signal(), "result", "ok");
            count(
                    registry,
                    "insight.exports",
                    receiver,
                    Receiver::failed,
                    "signal",
                    receiver.signal(),
                    "result",
                    "failed");
        }
        if (traces != null) {
            count(registry, "insight.traces", traces, TracesExport::exported, "result", "exported");
            count(registry, "insight.traces", traces, TracesExport::limited, "result", "limited");
            count(registry, "insight.traces", traces, TracesExport::lost, "result", "lost");
        }
    }

    private static <T> void count(
            MeterRegistry registry, String name, T of, ToDoubleFunction<T> value, String... tags) {
        FunctionCounter.builder(name, of, value)
                .description(
                        name.equals("insight.exports")
                                ? "Export requests by OTLP that ended."
                                : "Traces of probes worth one: exported, too many at once, or lost on the way.")
                .tags(tags)
                .register(registry);
    }

    private List<Receiver> receivers() {
        List<Receiver> all = new ArrayList<>();
        if (metricsReceiver != null) {
            all.add(metricsReceiver);
        }
        if (tracesReceiver != null) {
            all.add(tracesReceiver);
        }
        return all;
    }

    /** To be called before what it is told of ends: paths that leave from now on are still in the last export. */
    public void closing() {
        if (metrics != null) {
            metrics.closing();
        }
    }

    /** Sends what is left, for at most five seconds, and ends every thread; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (metricsReceiver != null) {
            metricsReceiver.closeWithin(CLOSING);
        }
        if (tracesReceiver != null) {
            tracesReceiver.closeWithin(metricsReceiver == null ? CLOSING : CLOSING_TRACES);
        }
        if (traces != null) {
            traces.close();
        }
        if (metrics != null) {
            metrics.close();
        }
        if (sender != null) {
            sender.close();
        }
        fetch.close();
    }
}
