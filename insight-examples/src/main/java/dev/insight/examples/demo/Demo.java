package dev.insight.examples.demo;

import dev.insight.decomposition.Term;
import dev.insight.examples.lab.Fault;
import dev.insight.examples.lab.Lab;
import dev.insight.grpc.GrpcInsight;
import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.runner.Runner;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathSnapshot;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A lab, warm, with its faults, and a runner that measures it. Thread-safe. */
final class Demo implements AutoCloseable {
    private static final String OCEAN = "mediary-eu>mediary-sg";
    private static final int USUAL_PORT = 9464;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Lab lab;
    private final Runner runner;
    private final InjectedFaults faults;
    private final Histories histories;
    private final long startNanos;
    private final long startEpochMicros;
    private final long measuringNanos;

    private Demo(Lab lab, Runner runner, InjectedFaults faults, Histories histories, long startNanos) {
        this.lab = lab;
        this.runner = runner;
        this.faults = faults;
        this.histories = histories;
        this.startNanos = startNanos;
        measuringNanos = Ticker.system().nanos();
        startEpochMicros = Ticker.system().epochMicros() - (measuringNanos - startNanos) / 1_000;
    }

    /**
     * Starts all of it; returns when it measures.
     *
     * @param port where to serve metrics, 0 for any; null for the usual one, or any if that is taken
     * @throws IllegalArgumentException when the lab has no such component as a fault names
     */
    static Demo start(List<Fault> faults, @Nullable Integer port) throws IOException {
        Lab lab = Lab.start();
        try {
            faults.forEach(lab::check);
            WarmUp.run(lab);
            List<Probe> probes = lab.probes(INTERVAL);
            long startNanos = Ticker.system().nanos();
            LongSupplier elapsed = () -> Ticker.system().nanos() - startNanos;
            InjectedFaults injected = new InjectedFaults(lab::inject, lab::heal, elapsed);
            faults.forEach(injected::inject);
            Histories histories = new Histories(elapsed);
            return new Demo(lab, startRunner(lab, probes, histories, port), injected, histories, startNanos);
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static Runner startRunner(Lab lab, List<Probe> probes, Histories histories, @Nullable Integer port)
            throws IOException {
        if (port != null) {
            return startRunner(lab, probes, histories, port.intValue());
        }
        try {
            return startRunner(lab, probes, histories, USUAL_PORT);
        } catch (BindException e) {
            return startRunner(lab, probes, histories, 0);
        }
    }

    private static Runner startRunner(Lab lab, List<Probe> probes, Histories histories, int port) throws IOException {
        Runner runner = Runner.builder()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .targets(() -> probes)
                .loads(lab.loads())
                .listener(histories)
                .transport(GrpcInsight.transport())
                .build();
        try {
            return runner.start();
        } catch (IOException | RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    Lab lab() {
        return lab;
    }

    InjectedFaults faults() {
        return faults;
    }

    /** The demo's time: since a moment before it began to measure, when the first faults were injected. */
    long elapsedNanos() {
        return Ticker.system().nanos() - startNanos;
    }

    /** Since it began to measure. */
    long measuredNanos() {
        return Ticker.system().nanos() - measuringNanos;
    }

    /** Where the page is. */
    URI page() {
        return runner.uri().resolve("/");
    }

    URI metrics() {
        return runner.uri().resolve("/metrics");
    }

    List<PathSnapshot> paths() {
        return runner.store().paths();
    }

    /** The incidents that are open, then those that were. */
    List<IncidentSnapshot> incidents() {
        return runner.store().incidents();
    }

    /** Takes orders; {@code quit} is run for one to end. */
    Steering steering(Runnable quit) {
        return new Steering(faults, () -> TraceLine.of(lab), quit);
    }

    /** All that a picture shows, as it is now. */
    TourScreen.Scene scene() {
        return new TourScreen.Scene(
                page(),
                elapsedNanos(),
                startEpochMicros,
                paths(),
                incidents(),
                faults.all(),
                histories.byPath(),
                lab.injected(Term.Kind.LINK, OCEAN).toNanos());
    }

    /** What was found of what was injected, a line each. */
    String summary() {
        return new Findings(faults.all(), startEpochMicros).summary(incidents(), elapsedNanos());
    }

    @Override
    public void close() {
        runner.close();
        lab.close();
    }
}
