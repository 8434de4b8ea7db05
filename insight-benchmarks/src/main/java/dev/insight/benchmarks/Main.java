package dev.insight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** What {@code insight-benchmarks/run} starts. */
final class Main {
    private static final String USAGE = "usage: insight-benchmarks/run interceptors [--rounds N] [--out FILE]";
    private static final int ROUNDS = 7;

    private int rounds = ROUNDS;
    private @Nullable Path out;

    private Main() {}

    public static void main(String[] args) throws IOException, RunnerException {
        Main main = new Main();
        try {
            main.read(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
        main.run();
    }

    private void read(String[] args) {
        if (args.length == 0 || !args[0].equals("interceptors")) {
            throw new IllegalArgumentException(args.length == 0 ? "no benchmark is named" : "no benchmark: " + args[0]);
        }
        for (int i = 1; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("no value for " + args[i]);
            }
            switch (args[i]) {
                case "--rounds" -> rounds = positive(args[i + 1]);
                case "--out" -> out = Path.of(args[i + 1]);
                default -> throw new IllegalArgumentException("no option: " + args[i]);
            }
        }
    }

    private void run() throws IOException, RunnerException {
        String command = "insight-benchmarks/run interceptors" + (rounds == ROUNDS ? "" : " --rounds " + rounds);
        String page = InterceptorRun.run(rounds, command);
        System.out.println(page);
        if (out != null) {
            Files.writeString(out, page);
        }
    }

    private static int positive(String value) {
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("rounds must be from 1 to 9999: " + value);
        }
        return Integer.parseInt(value);
    }
}
