package dev.insight.benchmarks.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The live proof: runs that are still to be done are done, each in a process of its own, and all are put in a table. */
public final class LabBenchmark {
    private LabBenchmark() {}

    /**
     * Does what the options name; returns the page to keep.
     *
     * @throws IOException when results cannot be kept
     */
    public static String run(LabOptions options) throws IOException {
        Files.createDirectories(options.directory());
        List<Trial> done = Trial.readAll(options.directory());
        ExecutorService runs = Executors.newFixedThreadPool(options.atOnce(), task -> new Thread(task, "proof-run"));
        for (int run : options.runs()) {
            List<String> kinds = new ArrayList<>(options.kinds());
            done.stream().filter(trial -> trial.run() == run).forEach(trial -> kinds.remove(trial.kind()));
            if (options.apart()) {
                kinds.forEach(kind -> runs.execute(() -> play(options, run, List.of(kind))));
            } else if (!kinds.isEmpty()) {
                runs.execute(() -> play(options, run, kinds));
            }
        }
        runs.shutdown();
        try {
            runs.awaitTermination(1, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            runs.shutdownNow();
            Thread.currentThread().interrupt();
        }
        List<Trial> trials = Trial.readAll(options.directory()).stream()
                .filter(trial -> options.runs().contains(trial.run()))
                .filter(trial -> options.kinds().contains(trial.kind()))
                .toList();
        return LabPage.of(options, trials);
    }

    /** Whether all that {@code options} name was done and was right, and what was to do harm did. */
    public static boolean isProof(LabOptions options) throws IOException {
        List<Trial> right = Trial.readAll(options.directory()).stream()
                .filter(Trial::isRight)
                .filter(trial ->
                        TrialKind.isHarmless(trial.kind()) || !trial.expected().equals(Truth.NOTHING))
                .toList();
        return options.runs().stream()
                .allMatch(run -> options.kinds().stream()
                        .allMatch(kind -> right.stream()
                                .anyMatch(trial ->
                                        trial.run() == run && trial.kind().equals(kind))));
    }

    private static void play(LabOptions options, int run, List<String> kinds) {
        try {
            Process process = Children.start(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunMain.class.getName(),
                            String.valueOf(run),
                            String.valueOf(options.interval().toMillis()),
                            options.directory().toString(),
                            String.join(",", kinds))
                    .redirectError(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT));
            int exit;
            try {
                exit = process.waitFor();
            } finally {
                process.destroy();
            }
            if (exit != 0) {
                System.err.println("run " + run + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("run " + run + " cannot start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
