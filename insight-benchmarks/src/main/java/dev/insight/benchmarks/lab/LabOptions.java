package dev.insight.benchmarks.lab;

import dev.insight.runner.config.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is to be proved. Immutable.
 *
 * @param runs their numbers, which are also what chance begins with
 * @param kinds of faults, by name
 * @param atOnce how many labs there are at a time
 * @param apart whether each kind has a lab of its own, rather than each run
 * @param interval of the probes
 * @param directory where results are kept; what is there already is not done again
 * @param command for a person to repeat it
 */
public record LabOptions(
        List<Integer> runs,
        List<String> kinds,
        int atOnce,
        boolean apart,
        Duration interval,
        Path directory,
        String command) {
    public static final String USAGE =
            "lab [--runs N|A-B] [--kinds A,B,…] [--at-once N] [--apart yes] [--interval 1s] [--dir DIRECTORY]"
                    + " [--out FILE]";

    /**
     * Reads options.
     *
     * @param args names and values in turn
     * @throws IllegalArgumentException if one is not known or its value is not valid
     */
    public static LabOptions of(List<String> args) {
        List<String> known = TrialKind.all().stream().map(TrialKind::name).toList();
        List<Integer> runs = runs("10");
        List<String> kinds = known;
        int atOnce = 2;
        boolean apart = false;
        Duration interval = Duration.ofSeconds(1);
        Path directory = Path.of("insight-benchmarks", "target", "lab");
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException("no value for " + args.get(i));
            }
            String value = args.get(i + 1);
            switch (args.get(i)) {
                case "--runs" -> runs = runs(value);
                case "--kinds" -> kinds = List.of(value.split(","));
                case "--at-once" -> atOnce = number(value);
                case "--apart" -> apart = yesOrNo(value);
                case "--interval" -> interval = DurationText.parse(value);
                case "--dir" -> directory = Path.of(value);
                default -> throw new IllegalArgumentException("no option: " + args.get(i));
            }
        }
        for (String kind : kinds) {
            if (!known.contains(kind)) {
                throw new IllegalArgumentException("no kind: " + kind + "; there are " + known);
            }
        }
        String command = ("insight-benchmarks/run lab " + String.join(" ", args)).strip();
        return new LabOptions(runs, kinds, atOnce, apart, interval, directory, command);
    }

    /** {@code 10} is the first ten, {@code 3-5} three of them. */
    private static List<Integer> runs(String value) {
        String[] ends = value.split("-", 2);
        int first = ends.length == 2 ? number(ends[0]) : 1;
        int last = number(ends[ends.length - 1]);
        if (last < first) {
            throw new IllegalArgumentException("no run from " + first + " to " + last);
        }
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static boolean yesOrNo(String value) {
        if (!value.equals("yes") && !value.equals("no")) {
            throw new IllegalArgumentException("neither yes nor no: " + value);
        }
        return value.equals("yes");
    }

    private static int number(String value) {
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("not a number from 1 to 9999: " + value);
        }
        return Integer.parseInt(value);
    }
}
