package dev.insight.runner;

import dev.insight.Insight;
import dev.insight.InsightListener;
import dev.insight.diagnosis.LoadSource;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.global.GlobalWatch;
import dev.insight.runner.http.ReloadAction;
import dev.insight.runner.http.RunnerHttp;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.record.Recorder;
import dev.insight.runner.store.PathStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private final Builder with;
    private final ProbeTransport transport;
    private final PathStore store = PathStore.create();
    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile @Nullable Running running;
    private boolean closed;

    private Runner(Builder builder) {
        with = builder;
        transport = Objects.requireNonNull(builder.transport, "transport == null");
    }

    /** Starts a runner that listens on a free port of the loopback interface and probes nothing yet. */
    public static Builder builder() {
        return new Builder();
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
            try {
                running = new Running(insight(recorder), serve(), recorder);
            } catch (IOException | RuntimeException e) {
                if (recorder != null) {
                    recorder.close();
                }
                throw e;
            }
            running().insight().start();
        }
        return this;
    }

    private RunnerHttp serve() throws IOException {
        RunnerHttp.Builder http = RunnerHttp.builder(metrics, store)
                .listen(with.listen)
                .security(with.security)
                .ready(this::isReady);
        if (with.global != null) {
            http.global(with.global::view);
            metrics.globalView(
                    with.global, GlobalWatch::ageSeconds, watch -> watch.view().silent());
        }
        if (with.reload != null) {
            http.reload(this::reload);
            metrics.configReloaded(true);
        }
        return http.start();
    }

    private Insight insight(@Nullable Recorder recorder) {
        Insight.Builder insight = Insight.builder(transport)
                .targets(with.targets)
                .listener(store)
                .listener(metrics.listener())
                .listener(new FirstProbe(probing));
        if (recorder != null) {
            insight.ordered(recorder);
            metrics.recordsLost(recorder, Recorder::lost);
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
        Running now = running;
        return now != null && (probing.get() || now.insight().status().paths() == 0);
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
        Running now = running;
        if (now == null) {
            transport.close();
        } else {
            now.close();
        }
        metrics.close();
    }

    /** Collects what a runner is made of. Not safe for use by many threads. */
    public static final class Builder {
        private final List<InsightListener> listeners = new ArrayList<>();
        private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
        private TargetSource targets = TargetSource.of();
        private @Nullable LoadSource loads;
        private @Nullable ProbeTransport transport;
        private HttpConfig security = HttpConfig.open();
        private @Nullable ReloadAction reload;
        private @Nullable Path recording;
        private @Nullable Path baselines;
        private @Nullable GlobalWatch global;

        private Builder() {}

        /** Where HTTP is served, port 0 for any free one; a free port of the loopback interface unless set. */
        public Builder listen(InetSocketAddress address) {
            listen = Objects.requireNonNull(address, "address == null");
            return this;
        }

        /** What is to be probed; nothing unless set. */
        public Builder targets(TargetSource source) {
            targets = Objects.requireNonNull(source, "source == null");
            return this;
        }

        /** How busy the hops' hosts are, for diagnosis; unknown unless set. */
        public Builder loads(LoadSource source) {
            loads = Objects.requireNonNull(source, "source == null");
            return this;
        }

        /** What sends the probes; it is closed with the runner. Required. */
        public Builder transport(ProbeTransport newTransport) {
            transport = Objects.requireNonNull(newTransport, "transport == null");
            return this;
        }

        /** Adds a listener, told after the runner's own. */
        public Builder listener(InsightListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener == null"));
            return this;
        }

        /** Keeps what paths usually take in {@code file} over restarts; it is forgotten unless set. */
        public Builder baselines(Path file) {
            baselines = Objects.requireNonNull(file, "file == null");
            return this;
        }

        /** Writes every report to {@code file} in the recording format; nothing is recorded unless set. */
        public Builder record(Path file) {
            recording = Objects.requireNonNull(file, "file == null");
            return this;
        }

        /** TLS, client certificates and basic authentication of the HTTP side; none unless set. */
        public Builder security(HttpConfig config) {
            security = Objects.requireNonNull(config, "config == null");
            return this;
        }

        /** What all regions measure, to be served; it stays the caller's to close. There is no global view unless set. */
        public Builder global(GlobalWatch watch) {
            global = Objects.requireNonNull(watch, "watch == null");
            return this;
        }

        /** What reads the configuration that the target source answers from; without it there is nothing to reload. */
        public Builder reload(ReloadAction action) {
            reload = Objects.requireNonNull(action, "action == null");
            return this;
        }

        public Runner build() {
            return new Runner(this);
        }
    }
}
