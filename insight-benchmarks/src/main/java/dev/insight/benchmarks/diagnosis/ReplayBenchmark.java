package dev.insight.benchmarks.diagnosis;

import dev.insight.DiagnosisFeed;
import dev.insight.OrderedListener;
import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.runner.record.Recorder;
import dev.insight.runner.replay.Problems;
import dev.insight.runner.replay.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Records a simulated day and replays it, as {@code diagnose --replay} does, on one thread. */
public final class ReplayBenchmark {
    private static final String DAY = "diurnal-day";
    private static final int DAYS = 20;

    /** One replay: what it read, how long it took, and how much of that the thread had a processor. */
    record Round(long records, long verdicts, long nanos, long cpuNanos) {
        double perSecond() {
            return records / (nanos / 1e9);
        }

        String row(int number) {
            return String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %.2f | %.0f | %.2f | %.2f | %.0f | %.2f |%n",
                    number,
                    records,
                    verdicts,
                    nanos / 1e9,
                    perSecond(),
                    nanos / 1e3 / records,
                    cpuNanos / 1e9,
                    records / (cpuNanos / 1e9),
                    cpuNanos / 1e3 / records);
        }
    }

    /** Has what happens written down, as it would be live. */
    private record Recorded(OrderedListener to) implements Detector {
        @Override
        public void added(Probe probe) {
            to.added(probe);
        }

        @Override
        public void observe(ProbeResult result, Decomposition decomposition) {
            to.report(new ProbeReport(result, decomposition));
        }

        @Override
        public void observe(HostLoad load) {
            to.load(load);
        }
    }

    private ReplayBenchmark() {}

    /** Replays {@code count} times; the table of it. */
    public static String table(int count) {
        try {
            Path recording = Files.createTempFile("insight", ".jsonl");
            try {
                record(longest(), recording);
                StringBuilder rows = new StringBuilder("""
                        | round | records | verdict lines | seconds | records/s | µs per record \
                        | processor seconds | records per processor second | processor µs per record |
                        |---:|---:|---:|---:|---:|---:|---:|---:|---:|
                        """);
                for (int round = 1; round <= count; round++) {
                    rows.append(replay(recording).row(round));
                }
                return rows.toString();
            } finally {
                Files.delete(recording);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of some days the one with the most probes. */
    private static Scenario longest() {
        Kind kind = Kind.all().stream()
                .filter(some -> some.name().equals(DAY))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, DAYS)
                .mapToObj(number -> kind.scenario(1, number))
                .max(Comparator.comparingDouble(some -> some.pathDays() / some.intervalSeconds()))
                .orElseThrow();
    }

    static void record(Scenario scenario, Path recording) throws IOException {
        long lost;
        try (Recorder recorder = Recorder.to(recording)) {
            Simulation.play(scenario, List.of(new Recorded(recorder)));
            lost = recorder.lost();
        }
        if (lost > 0) {
            throw new IOException("the disk cannot keep up: " + lost + " records were lost");
        }
    }

    static Round replay(Path recording) throws IOException {
        List<String> problems = new ArrayList<>();
        long[] verdicts = new long[1];
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Recording read;
        try (InputStream in = Files.newInputStream(recording)) {
            Diagnoser diagnoser = Diagnoser.create(verdict -> verdicts[0]++);
            read = Recording.of(in, DiagnosisFeed.to(diagnoser), Problems.of("recording", problems::add));
            while (read.next()) {
                // Each line tells what it has to.
            }
        }
        long nanos = System.nanoTime() - start;
        if (!problems.isEmpty()) {
            throw new IOException("the recording is damaged: " + problems);
        }
        return new Round(
                read.records(),
                verdicts[0],
                nanos,
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu);
    }
}
