package dev.insight.runner;

import dev.insight.Insight;
import dev.insight.InsightStatus;
import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.TargetSource;
import dev.insight.runner.global.GlobalWatch;
import dev.insight.runner.history.History;
import dev.insight.runner.http.RunnerHttp;
import dev.insight.runner.incidents.IncidentIds;
import dev.insight.runner.incidents.IncidentJournal;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.record.Recorder;
import dev.insight.runner.store.PathStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A whole runner inside this process: probes what a {@link TargetSource} names, keeps the recent past of each path,
 * diagnoses, and serves metrics and the API over HTTP. Owns its threads and its transport. Thread-safe.
 *
 * <pre>{@code
 * try (Runner runner = Runner.builder()
 *         .targets(TargetSource.of(probe))
 *         .transport(GrpcInsight.transport())
 *         .build()
 *         .start()) {
 *     System.out.println(runner.uri());
 * }
 * }</pre>
 */
public final class Runner implements AutoCloseable {
    private final RunnerBuilder with;
    private final ProbeTransport transport;
    private final PathStore store = PathStore.create();
    private final History history;
    private final PrometheusMetrics metrics;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile @Nullable Running running;
    private boolean closed;

    Runner(RunnerBuilder builder) {
        with = builder;
        transport = Objects.requireNonNull(builder.transport, "transport == null");
        history = History.create(builder.history);
        metrics = PrometheusMetrics.create(builder.export);
    }

    /** Starts a runner that listens on a free port of the loopback interface and probes nothing yet. */
    public static RunnerBuilder builder() {
        return new RunnerBuilder();
    }

    /**
     * Begins to serve and to probe; a second call does nothing. Returns this.
     *
     * @throws IOException when the address cannot be listened on or the recording cannot be written; the runner is then
     *     to be closed
     */
    public synchronized Runner start() throws IOException {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (running == null) {
            Recorder recorder = with.recording == null ? null : Recorder.to(with.recording);
            IncidentJournal journal = with.incidents == null ? null : IncidentJournal.keep(store, with.incidents);
            try {
                running = new Running(insight(recorder, journal), serve(journal), recorder, journal);
            } catch (IOException | RuntimeException e) {
                if (recorder != null) {
                    recorder.close();
                }
                if (journal != null) {
                    journal.close();
                }
                throw e;
            }
            running().insight().start();
        }
        return this;
    }

    private RunnerHttp serve(@Nullable IncidentJournal journal) throws IOException {
        RunnerHttp.Builder http = RunnerHttp.builder(metrics, store)
                .listen(with.listen)
                .security(with.security)
                .probes(with.probes)
                .history(history)
                .ready(this::isReady)
                .regions(with.regions)
                .status(this::status);
        if (journal != null && with.incidents != null) {
            http.incidentsKept(String.valueOf(with.incidents.getFileName()));
        }
        if (with.global != null) {
            http.global(with.global::view).older(with.global.older());
            metrics.globalView(
                    with.global, GlobalWatch::ageSeconds, watch -> watch.view().silent());
        }
        if (with.reload != null) {
            http.reload(this::reload);
            metrics.configReloaded(true);
        }
        return http.start();
    }

    private Insight insight(@Nullable Recorder recorder, @Nullable IncidentJournal journal) {
        Insight.Builder insight = Insight.builder(transport)
                .targets(with.targets)
                .vantages(with.vantages)
                .incidentPrefix(IncidentIds.prefix(Ticker.system().epochMicros(), store.incidents()))
                .listener(store)
                .listener(history)
                .listener(new FirstProbe(probing));
        metrics.listeners().forEach(insight::listener);
        if (recorder != null) {
            insight.ordered(recorder);
            metrics.recordsLost(recorder, Recorder::lost);
        }
        if (journal != null) {
            metrics.incidentsLate(journal, IncidentJournal::late);
        }
        if (with.loads != null) {
            insight.loads(with.loads);
        }
        if (with.baselines != null) {
            insight.baselines(with.baselines);
        }
        with.listeners.forEach(insight::listener);
        return insight.build();
    }

    /** Where the HTTP side is reached, such as {@code http://127.0.0.1:9464}, once started. */
    public URI uri() {
        return running().http().uri();
    }

    /** What is known of each path and incident now. */
    public PathStore store() {
        return store;
    }

    /** Where further meters of the host may go, to be served with the runner's own. */
    public MeterRegistry registry() {
        return metrics.registry();
    }

    /**
     * Asks the target source at once; returns when paths were added and removed.
     *
     * @throws IllegalStateException before the start
     */
    public void refresh() {
        running().insight().refresh();
    }

    /**
     * Does what {@code POST /-/reload} does: reads the configuration again and probes what it says.
     *
     * @throws Exception when everything stays as it was; the message says why
     */
    public synchronized void reload() throws Exception {
        if (with.reload == null) {
            throw new UnsupportedOperationException("there is nothing to reload");
        }
        boolean success = false;
        try {
            with.reload.reload();
            success = true;
        } finally {
            metrics.configReloaded(success);
        }
        refresh();
    }

    private boolean isReady() {
        InsightStatus now = status();
        return now != null && (probing.get() || now.targetsKnown() && now.paths() == 0);
    }

    private @Nullable InsightStatus status() {
        Running now = running;
        return now == null ? null : now.insight().status();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    /** Stops probing, tells listeners what is still to tell, closes HTTP and the recording, and ends every thread. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        metrics.closing();
        store.ending();
        Running now = running;
        if (now == null) {
            transport.close();
        } else {
            now.close();
        }
        metrics.close();
    }
}
