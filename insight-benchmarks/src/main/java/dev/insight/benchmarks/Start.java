package dev.insight.benchmarks;

import dev.insight.hop.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * What one start of a process took.
 *
 * @param seconds from asking the system for it
 * @param processorSeconds of all its threads
 */
record Start(double seconds, double processorSeconds) {
    /** Of the kernel's ticks, of which Linux tells processor time in hundredths. */
    private static final double TICKS = 100;

    private static final long POLL_NANOS = 2_000_000;

    /** Until it has ended. */
    static Start ended(List<String> command) throws IOException {
        Ticker ticker = Ticker.system();
        double before = ticks("self", 15, 16);
        long started = ticker.nanos();
        Process process = started(command);
        try (InputStream out = process.getInputStream()) {
            out.readAllBytes();
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException("exit code " + process.exitValue() + " of " + command);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        return new Start((ticker.nanos() - started) / 1e9, (ticks("self", 15, 16) - before) / TICKS);
    }

    /** Until the runner that it starts says on /readyz that it is ready. */
    static Start ready(List<String> command) throws IOException {
        Ticker ticker = Ticker.system();
        long started = ticker.nanos();
        Process process = started(command);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("it ended: " + command);
            }
            URI ready = URI.create(line.substring(line.indexOf("http"))).resolve("/readyz");
            while (status(ready) != 200) {
                LockSupport.parkNanos(POLL_NANOS); // the processor is the runner's
            }
            return new Start((ticker.nanos() - started) / 1e9, ticks(String.valueOf(process.pid()), 13, 14) / TICKS);
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    static Start median(List<Start> starts) {
        return new Start(median(starts, Start::seconds), median(starts, Start::processorSeconds));
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> value) {
        double[] sorted = starts.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Process started(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int status(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** The sum of two of the process's fields in {@code /proc}, counted from 0; of its ended children the 15th and 16th. */
    private static double ticks(String process, int first, int second) throws IOException {
        String stat = Files.readString(Path.of("/proc", process, "stat"));
        // The name, which may hold anything, ends with the last parenthesis; it is the field 1.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Double.parseDouble(fields[first - 2]) + Double.parseDouble(fields[second - 2]);
    }
}
