package dev.insight.benchmarks;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What one unary call costs, client and server, with each {@link Peer}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InterceptorBenchmark {
    private static final byte[] REQUEST = new byte[64];

    @Param
    public Peer peer = Peer.NONE;

    private @Nullable UnaryCalls calls;

    @Setup
    public void open() throws IOException {
        calls = new UnaryCalls(peer.instrument());
    }

    @Benchmark
    public byte[] unary() throws InterruptedException {
        return Objects.requireNonNull(calls).call(REQUEST);
    }

    /** Closes, and refuses a run in which what was to be measured did not happen. */
    @TearDown
    public void close() {
        try (UnaryCalls closing = Objects.requireNonNull(calls)) {
            long series = closing.series();
            if (series > 0 != peer.records()) {
                throw new IllegalStateException(peer + " has recorded calls in " + series + " series");
            }
        }
    }
}
