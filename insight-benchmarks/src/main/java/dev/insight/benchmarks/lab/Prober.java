package dev.insight.benchmarks.lab;

import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The prober's process, from outside. Thread-safe. */
final class Prober implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final int END_SECONDS = 20;

    private final Process process;
    private final Writer loads;
    private final Thread reader = new Thread(this::read, "proof-verdicts");
    private final CountDownLatch ready = new CountDownLatch(1);

    // Under this object's lock.
    private final Map<String, Said> incidents = new LinkedHashMap<>();
    private long reports;
    private long tainted;

    private Prober(Process process) {
        this.process = process;
        loads = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        reader.setDaemon(true);
    }

    /** Starts one that measures {@code probes} and keeps its configuration and its recording in {@code directory}. */
    static Prober start(List<Probe> probes, Path directory, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.net.hosts.file=" + System.getProperty("jdk.net.hosts.file"),
                "-Dnetworkaddress.cache.ttl=0",
                "-cp",
                System.getProperty("java.class.path"),
                ProberMain.class.getName(),
                directory.resolve(name + ".jsonl").toString()));
        for (Path file : ProberConfig.write(probes, directory)) {
            command.add(file.toString());
        }
        Process process = Children.start(new ProcessBuilder(command).redirectError(Redirect.INHERIT));
        Prober prober = new Prober(process);
        prober.reader.start();
        if (!prober.ready.await(START_SECONDS, TimeUnit.SECONDS)) {
            prober.close();
            throw new IOException("the prober does not start");
        }
        return prober;
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                take(line.split("\t", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the prober says no more", e);
        }
    }

    private synchronized void take(String[] fields) {
        switch (fields[0]) {
            case "ready" -> ready.countDown();
            case "pulse" -> {
                reports = Long.parseLong(fields[1]);
                tainted = Long.parseLong(fields[2]);
            }
            case "verdict" -> {
                long micros = Long.parseLong(fields[1]);
                String blame = fields[4] + "@" + fields[5];
                incidents
                        .computeIfAbsent(fields[2], id -> new Said(id, micros, blame))
                        .add(fields[3], micros, blame, fields[7]);
            }
            default -> {}
        }
    }

    /** All it has told of, in the order they opened. */
    synchronized List<Said> incidents() {
        return List.copyOf(incidents.values());
    }

    /** Whether it accuses anybody now, itself included if {@code orItself}. */
    boolean isAccusing(boolean orItself) {
        return incidents().stream()
                .anyMatch(said -> said.isOpen() && (orItself || !said.blame().startsWith("prober_impaired@")));
    }

    synchronized long reports() {
        return reports;
    }

    /** How many of its samples overlap a pause of its own. */
    synchronized long tainted() {
        return tainted;
    }

    /** Lets it know how busy the hosts are. */
    void tell(List<HostLoad> read) throws IOException {
        for (HostLoad load : read) {
            loads.write(load.hop() + "\t" + load.node() + "\t" + load.epochMicros() + "\t" + load.cpu() + "\n");
        }
        loads.flush();
    }

    /** Sends a signal, {@code STOP} or {@code CONT}, and returns when it was sent. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
