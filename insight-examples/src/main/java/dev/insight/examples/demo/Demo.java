package dev.insight.examples.demo;

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
import org.jspecify.annotations.Nullable;

/** A lab, warm, with its faults, and a runner that measures it. Thread-safe. */
final class Demo implements AutoCloseable {
    private static final int USUAL_PORT = 9464;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Lab lab;
    private final Runner runner;
    private final InjectedFaults faults;
    private final long startNanos;

    private Demo(Lab lab, Runner runner, InjectedFaults faults, long startNanos) {
        this.lab = lab;
        this.runner = runner;
        this.faults = faults;
        this.startNanos = startNanos;
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
            InjectedFaults injected =
                    new InjectedFaults(lab, () -> Ticker.system().nanos() - startNanos);
            faults.forEach(injected::inject);
            return new Demo(lab, startRunner(lab, probes, port), injected, startNanos);
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static Runner startRunner(Lab lab, List<Probe> probes, @Nullable Integer port) throws IOException {
        if (port != null) {
            return startRunner(lab, probes, port.intValue());
        }
        try {
            return startRunner(lab, probes, USUAL_PORT);
        } catch (BindException e) {
            return startRunner(lab, probes, 0);
        }
    }

    private static Runner startRunner(Lab lab, List<Probe> probes, int port) throws IOException {
        Runner runner = Runner.builder()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .targets(() -> probes)
                .loads(lab.loads())
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

    /** Since it began to measure. */
    long elapsedNanos() {
        return Ticker.system().nanos() - startNanos;
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

    @Override
    public void close() {
        runner.close();
        lab.close();
    }
}
