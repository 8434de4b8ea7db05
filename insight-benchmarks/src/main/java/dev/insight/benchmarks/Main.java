package dev.insight.benchmarks;

import dev.insight.benchmarks.diagnosis.DiagnosisBenchmark;
import dev.insight.benchmarks.diagnosis.DiagnosisOptions;
import dev.insight.benchmarks.lab.LabBenchmark;
import dev.insight.benchmarks.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** What {@code insight-benchmarks/run} starts. */
final class Main {
    private static final String USAGE = "usage: insight-benchmarks/run interceptors [--rounds N] [--out FILE]\n"
            + "       insight-benchmarks/run replay [--rounds N] [--out FILE]\n"
            + "       insight-benchmarks/run startup [--rounds N] [--out FILE]\n"
            + "       insight-benchmarks/run " + DiagnosisOptions.USAGE + "\n"
            + "       insight-benchmarks/run " + LabOptions.USAGE;
    private static final int ROUNDS = 7;

    /** A benchmark whose options were read. */
    private interface Benchmark {
        String page() throws RunnerException, IOException;

        /** Whether it shows what it is to show; of what only measures, always. */
        default boolean isGood() throws IOException {
            return true;
        }
    }

    private record LiveProof(LabOptions options) implements Benchmark {
        @Override
        public String page() throws IOException {
            return LabBenchmark.run(options);
        }

        @Override
        public boolean isGood() throws IOException {
            return LabBenchmark.isProof(options);
        }
    }

    private Main() {}

    public static void main(String[] args) throws IOException, RunnerException {
        List<String> options = new ArrayList<>(List.of(args));
        Benchmark benchmark;
        Path out;
        try {
            String name = options.isEmpty() ? "" : options.remove(0);
            out = out(options);
            benchmark = benchmark(name, options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        String page = benchmark.page();
        System.out.println(page);
        if (out != null) {
            Files.writeString(out, page);
        }
        if (!benchmark.isGood()) {
            System.exit(1);
        }
    }

    /** Takes {@code --out} and its value off the options. */
    private static @Nullable Path out(List<String> options) {
        int at = options.indexOf("--out");
        if (at < 0) {
            return null;
        }
        if (at + 1 == options.size()) {
            throw new IllegalArgumentException("no value for --out");
        }
        options.remove(at);
        return Path.of(options.remove(at));
    }

    private static Benchmark benchmark(String name, List<String> options) {
        return switch (name) {
            case "interceptors" -> {
                int rounds = rounds(options);
                String command =
                        "insight-benchmarks/run interceptors" + (rounds == ROUNDS ? "" : " --rounds " + rounds);
                yield () -> InterceptorRun.run(rounds, command);
            }
            case "replay" -> {
                int rounds = rounds(options);
                String command = "insight-benchmarks/run replay" + (rounds == ROUNDS ? "" : " --rounds " + rounds);
                yield () -> ReplayRun.run(rounds, command);
            }
            case "startup" -> {
                int rounds = rounds(options);
                String command = "insight-benchmarks/run startup" + (rounds == ROUNDS ? "" : " --rounds " + rounds);
                yield () -> StartupRun.run(rounds, command);
            }
            case "diagnosis" -> {
                DiagnosisOptions read = DiagnosisOptions.of(options);
                yield () -> DiagnosisBenchmark.run(read, System.err);
            }
            case "lab" -> new LiveProof(LabOptions.of(options));
            case "" -> throw new IllegalArgumentException("no benchmark is named");
            default -> throw new IllegalArgumentException("no benchmark: " + name);
        };
    }

    private static int rounds(List<String> options) {
        if (options.isEmpty()) {
            return ROUNDS;
        }
        if (!options.get(0).equals("--rounds") || options.size() > 2) {
            throw new IllegalArgumentException("no option: " + options.get(0));
        }
        if (options.size() == 1) {
            throw new IllegalArgumentException("no value for --rounds");
        }
        if (!options.get(1).matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("rounds must be from 1 to 9999: " + options.get(1));
        }
        return Integer.parseInt(options.get(1));
    }
}
