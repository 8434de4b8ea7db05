package dev.insight.benchmarks.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is to be run. Immutable.
 *
 * @param seeds scenarios are drawn from
 * @param each how many scenarios of each kind and seed
 * @param kinds of scenarios
 * @param detectors by name; all if empty
 * @param mistakes whether to tell each of Insight's mistakes
 * @param command for a person to repeat the run
 */
public record DiagnosisOptions(
        List<Long> seeds, int each, List<Kind> kinds, List<String> detectors, boolean mistakes, String command) {
    public static final String USAGE = "diagnosis [--seeds A,B,…|A-B] [--each N] [--kinds A,B,…] [--detectors A,B,…]"
            + " [--mistakes yes] [--out FILE]";

    /**
     * Reads options.
     *
     * @param args names and values in turn
     * @throws IllegalArgumentException if one is not known or its value is not valid
     */
    public static DiagnosisOptions of(List<String> args) {
        List<Long> seeds = range("1-3");
        int each = 1;
        List<Kind> kinds = Kind.all();
        List<String> detectors = List.of();
        boolean mistakes = false;
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException("no value for " + args.get(i));
            }
            String value = args.get(i + 1);
            switch (args.get(i)) {
                case "--seeds" -> seeds = range(value);
                case "--each" -> each = Math.toIntExact(number(value));
                case "--kinds" -> kinds = kinds(value);
                case "--detectors" -> detectors = detectors(value);
                case "--mistakes" -> mistakes = value.equals("yes");
                default -> throw new IllegalArgumentException("no option: " + args.get(i));
            }
        }
        String command = "insight-benchmarks/run diagnosis " + String.join(" ", args);
        return new DiagnosisOptions(seeds, each, kinds, detectors, mistakes, command.strip());
    }

    boolean admits(Contender contender) {
        return detectors.isEmpty() || detectors.contains(contender.name());
    }

    private static List<Long> range(String value) {
        String[] ends = value.split("-");
        if (ends.length == 2) {
            return LongStream.rangeClosed(number(ends[0]), number(ends[1]))
                    .boxed()
                    .toList();
        }
        return Arrays.stream(value.split(",")).map(DiagnosisOptions::number).toList();
    }

    private static long number(String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("not a number from 1 to 999999999: " + value);
        }
        return Long.parseLong(value);
    }

    private static List<Kind> kinds(String value) {
        return Arrays.stream(value.split(","))
                .map(name -> Kind.all().stream()
                        .filter(kind -> kind.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no kind: " + name)))
                .toList();
    }

    private static List<String> detectors(String value) {
        List<String> names = List.of(value.split(","));
        List<String> known = Contender.all().stream().map(Contender::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no detector: " + name + "; there are " + known);
            }
        }
        return names;
    }
}
