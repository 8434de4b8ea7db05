package dev.insight.benchmarks.lab;

import dev.insight.examples.lab.Lab;
import dev.insight.examples.lab.LabNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run: a lab, a prober in a process of its own, and trials of all kinds that are asked for, in random order. */
final class RunMain {
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private RunMain() {}

    /** Arguments: the run's number, the interval in milliseconds, where to keep results, the kinds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Children.endWithParent();
        LabNames.install();
        GRPC.setLevel(Level.OFF);
        int run = Integer.parseInt(args[0]);
        Duration interval = Duration.ofMillis(Long.parseLong(args[1]));
        Path directory = Path.of(args[2]);
        List<String> names = List.of(args[3].split(","));
        Random random = new Random(run);
        List<TrialKind> kinds = new ArrayList<>(TrialKind.all());
        Collections.shuffle(kinds, random);
        Path work = Files.createTempDirectory(directory, "run-" + run + "-");
        int exit = 0;
        try (Lab lab = Lab.start();
                Session session = new Session(lab, interval, run, work)) {
            for (TrialKind kind : kinds) {
                List<String> faults = kind.faults().apply(new TrialKind.Places(random));
                if (names.contains(kind.name())) {
                    Trial trial = session.play(kind, faults);
                    Files.writeString(
                            directory.resolve("run-" + run + ".tsv"),
                            trial.line() + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            }
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            exit = 1;
        }
        System.exit(exit);
    }
}
