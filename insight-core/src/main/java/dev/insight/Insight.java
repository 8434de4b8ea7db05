package dev.insight;

import dev.insight.diagnosis.LoadSource;
import dev.insight.diagnosis.VantageSource;
import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Prober;
import dev.insight.probe.TargetSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The front door: probes what a {@link TargetSource} names through a {@link ProbeTransport} and tells
 * {@link InsightListener}s what was found. Owns its threads, all daemons named {@code insight-…}, and closes the
 * transport it was given. Thread-safe.
 *
 * <pre>{@code
 * try (Insight insight = Insight.builder(GrpcInsight.transport())
 *         .targets(TargetSource.of(probe))
 *         .listener(new InsightMetrics(registry))
 *         .build()
 *         .start()) { … }
 * }</pre>
 */
public final class Insight implements AutoCloseable {
    private final ProbeTransport transport;
    private final LongAdder faults = new LongAdder();
    private final Guard transportGuard = new Guard("the transport", faults);
    private final Pipeline pipeline;
    private final Prober prober;
    private final Targets targets;
    private final @Nullable Loads loads;
    private final Daemons daemons;
    private boolean closed;

    private Insight(Builder builder) {
        transport = builder.transport;
        daemons = new Daemons(builder.threads);
        pipeline = new Pipeline(
                builder.listeners,
                builder.ordered,
                builder.queueCapacity,
                faults,
                builder.ticker,
                this::status,
                builder.vantages,
                builder.baselines == null ? null : new BaselineFile(builder.baselines, builder.threads, builder.ticker),
                builder.incidentPrefix);
        prober = Prober.create(transport, pipeline::report, pipeline::skipped, builder.ticker, builder.threads);
        targets = new Targets(builder.targets, prober, pipeline, faults, builder.ticker);
        loads = builder.loads == null ? null : new Loads(builder.loads, pipeline, faults, builder.ticker);
    }

    /** Starts an Insight that sends by {@code transport} and closes it in the end. */
    public static Builder builder(ProbeTransport transport) {
        return new Builder(transport);
    }

    /**
     * Begins to probe; a second call does nothing. Returns this.
     *
     * @throws IllegalStateException if closed
     */
    public synchronized Insight start() {
        requireOpen();
        if (daemons.isEmpty()) {
            daemons.start("insight-pipeline", pipeline);
            prober.start();
            daemons.start("insight-targets", targets);
            if (loads != null) {
                daemons.start("insight-loads", loads);
            }
        }
        return this;
    }

    /**
     * Asks the target source at once rather than within a second; returns when paths were added and removed, which
     * listeners are told a little later.
     *
     * @throws IllegalStateException if closed
     */
    public void refresh() {
        synchronized (this) {
            requireOpen();
        }
        targets.refresh();
    }

    /**
     * One cold and one warm probe of {@code probe}, in this order, now, whether or not it is among the targets or this was
     * started, and told to no listener. Waits for each at most its timeout and half a second.
     *
     * @throws IllegalStateException if closed
     */
    public List<ProbeReport> probeOnce(Probe probe) {
        PathReporter reporter = PathReporter.create(probe, new Guard("decomposition", faults)::caught);
        return prober.once(probe).stream().map(reporter::report).toList();
    }

    /** How the prober does now. */
    public InsightStatus status() {
        return new InsightStatus(
                prober.paths(),
                channels(),
                prober.outstanding(),
                pipeline.dropped(),
                faults.sum(),
                targets.age(),
                targets.isKnown());
    }

    /**
     * Stops probing, tells listeners what is still to tell and that all paths are removed, closes the transport and ends
     * every thread; waits for each at most a few seconds. A second call does nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        targets.close();
        if (loads != null) {
            loads.close();
        }
        prober.close();
        pipeline.end();
        daemons.join(pipeline::abandon);
        transportGuard.run(transport::close);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    private int channels() {
        try {
            return transport.channels();
        } catch (RuntimeException e) {
            transportGuard.caught(e);
            return 0;
        }
    }

    /** Collects what an Insight is made of. Not safe for use by many threads. */
    public static final class Builder {
        private final ProbeTransport transport;
        private final List<InsightListener> listeners = new ArrayList<>();
        private final List<OrderedListener> ordered = new ArrayList<>();
        private TargetSource targets = TargetSource.of();
        private @Nullable LoadSource loads;
        private VantageSource vantages = VantageSource.alone();
        private @Nullable Path baselines;
        private String incidentPrefix = "";
        private Ticker ticker = Ticker.system();
        private ThreadFactory threads = Thread::new;
        private int queueCapacity = 8_192;

        private Builder(ProbeTransport transport) {
            this.transport = Objects.requireNonNull(transport, "transport == null");
        }

        /** What is to be probed; nothing unless set. */
        public Builder targets(TargetSource source) {
            targets = Objects.requireNonNull(source, "source == null");
            return this;
        }

        /** Adds a listener; they are told in the order they were added. */
        public Builder listener(InsightListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener == null"));
            return this;
        }

        /** Adds a listener that wants an order, such as one that makes a recording. */
        public Builder ordered(OrderedListener listener) {
            ordered.add(Objects.requireNonNull(listener, "listener == null"));
            return this;
        }

        /** Says how busy the hops' hosts are, for diagnosis; asked every five seconds. Unknown unless set. */
        public Builder loads(LoadSource source) {
            loads = Objects.requireNonNull(source, "source == null");
            return this;
        }

        /** Says which other probers of the same paths see an incident; nobody else looks unless set. */
        public Builder vantages(VantageSource source) {
            vantages = Objects.requireNonNull(source, "source == null");
            return this;
        }

        /**
         * Keeps what paths usually take in {@code file}, read now and written every few minutes and at the end, so that
         * diagnosis knows it when the process is started again; a few kilobytes for a path. Forgotten unless set.
         */
        public Builder baselines(Path file) {
            baselines = Objects.requireNonNull(file, "file == null");
            return this;
        }

        /** What ids of incidents begin with, so that those of an earlier process are others; nothing unless set. */
        public Builder incidentPrefix(String prefix) {
            incidentPrefix = Objects.requireNonNull(prefix, "prefix == null");
            return this;
        }

        /** The clocks to use; the system's unless set. */
        public Builder ticker(Ticker newTicker) {
            ticker = Objects.requireNonNull(newTicker, "ticker == null");
            return this;
        }

        /** Makes the few threads; they are named and made daemons. Platform threads unless set. */
        public Builder threads(ThreadFactory factory) {
            threads = Objects.requireNonNull(factory, "threads == null");
            return this;
        }

        /** How many results may wait for listeners before more are dropped, and counted; 8,192 unless set. */
        public Builder queueCapacity(int capacity) {
            if (capacity < 1) {
                throw new IllegalArgumentException("queueCapacity must be positive: " + capacity);
            }
            queueCapacity = capacity;
            return this;
        }

        public Insight build() {
            return new Insight(this);
        }
    }
}
