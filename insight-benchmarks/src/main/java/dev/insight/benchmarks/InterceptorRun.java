package dev.insight.benchmarks;

import dev.insight.benchmarks.Rounds.Cost;
import dev.insight.benchmarks.Rounds.Spread;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link InterceptorBenchmark}: rounds of one short process for each peer. */
final class InterceptorRun {
    private static final int WARMUP = 12;
    private static final int ITERATIONS = 12;
    private static final TimeValue ITERATION = TimeValue.milliseconds(250);
    private static final String[] JVM = {"-Xms512m", "-Xmx512m", "-XX:+UseG1GC"};

    private InterceptorRun() {}

    /** Runs all; returns the page to keep. */
    static String run(int count, String command) throws RunnerException {
        double loadBefore = Machine.load();
        Rounds rounds = new Rounds();
        for (int round = 1; round <= count; round++) {
            for (Peer peer : Peer.values()) {
                Cost cost = measure(peer);
                rounds.add(peer, cost);
                System.err.printf(
                        Locale.ROOT,
                        "round %d of %d: %-10s %6.0f ns %6.0f bytes%n",
                        round,
                        count,
                        peer,
                        cost.nanos(),
                        cost.bytes());
            }
        }
        return page(rounds, command, loadBefore);
    }

    private static Cost measure(Peer peer) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(InterceptorBenchmark.class.getName())
                .param("peer", peer.name())
                .forks(1)
                .jvmArgs(JVM)
                .warmupIterations(WARMUP)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        RunResult result = new Runner(options).runSingle();
        // Of an iteration that the machine disturbed the mean is far off, and the median of all is not.
        Collection<IterationResult> iterations =
                result.getBenchmarkResults().iterator().next().getIterationResults();
        return new Cost(median(iterations, CpuTimeProfiler.RESULT), median(iterations, "gc.alloc.rate.norm"));
    }

    private static double median(Collection<IterationResult> iterations, String name) {
        return Spread.of(iterations.stream()
                        .map(iteration -> secondary(iteration, name))
                        .toList())
                .median();
    }

    private static double secondary(IterationResult iteration, String name) {
        Result<?> result = iteration.getSecondaryResults().get(name);
        if (result == null) {
            throw new IllegalStateException("this JVM does not tell " + name);
        }
        return result.getScore();
    }

    private static String page(Rounds rounds, String command, double loadBefore) {
        return String.format(
                Locale.ROOT,
                """
                # What the interceptors cost a unary call

                Client and server in one process, in-process transport, direct executors, 64 bytes each way: all of a call
                is one thread's work, and ns are that thread's processor time. Micrometer records into a
                `PrometheusMeterRegistry`, Insight into its own kind of that, all timers with buckets; grpc-opentelemetry, with the metrics it has
                on by default, into the OpenTelemetry SDK with a `PeriodicMetricReader`.

                %d rounds of one JVM (%s) for each row in turn, %d + %d iterations of %s; a JVM counts with the median of
                its iterations. Shown are medians of the rounds (and extremes); added is over the bare call of the same
                round, and the last four columns are its ratio to what these peers add.

                    %s

                %s; load average %.1f before, %.1f after.

                %s""",
                rounds.count(),
                String.join(" ", JVM),
                WARMUP,
                ITERATIONS,
                ITERATION,
                command,
                Machine.description(),
                loadBefore,
                Machine.load(),
                new InterceptorTable(rounds).markdown());
    }
}
