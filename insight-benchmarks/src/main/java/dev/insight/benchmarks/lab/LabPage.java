package dev.insight.benchmarks.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The table of trials. */
final class LabPage {
    private LabPage() {}

    static String of(LabOptions options, List<Trial> trials) {
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT,
                """
                # Live proof

                Faults injected into real gRPC calls between three regions on loopback, each in %d runs that differ by chance:
                where it strikes, how hard, and after which others. A runner in a process of its own probes 12 paths every
                %s, reads the hosts' CPU as measured, and diagnoses. What it must say is decided by what was measured at the
                injector. A trial is right when every fault is named by cause and component, every incident of it is closed
                again, and nobody else is accused. Times are in intervals: from the fault's begin to the first result that
                told, from its end to the close. A prober that says of itself that it is impaired accuses nobody; it is
                counted beside.

                    %s

                %d of %d trials are right.

                """,
                options.runs().size(),
                options.interval().toString().replace("PT", "").toLowerCase(Locale.ROOT),
                options.command(),
                trials.stream().filter(Trial::isRight).count(),
                trials.size()));
        page.append("| kind | right | found and named | cleared | to find, median | most | to clear, median | most |"
                + " others accused | prober says impaired |\n|---|---|---|---|---|---|---|---|---|---|\n");
        for (String kind : options.kinds()) {
            List<Trial> own =
                    trials.stream().filter(trial -> trial.kind().equals(kind)).toList();
            double[] find = sorted(own.stream().mapToDouble(Trial::toFind));
            double[] clear = sorted(own.stream().mapToDouble(Trial::toClear));
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %d of %d | %d | %d | %s | %s | %s | %s | %d | %d |%n",
                    kind,
                    own.stream().filter(Trial::isRight).count(),
                    own.size(),
                    own.stream().filter(Trial::found).count(),
                    own.stream().filter(Trial::isCleared).count(),
                    at(find, 0.5),
                    at(find, 1),
                    at(clear, 0.5),
                    at(clear, 1),
                    own.stream().mapToInt(Trial::extra).sum(),
                    own.stream().mapToInt(Trial::impaired).sum()));
        }
        page.append(
                "\n## Each trial\n\n| kind | run | requested | measured | expected | said | to find | to clear | right |\n"
                        + "|---|---|---|---|---|---|---|---|---|\n");
        for (String kind : options.kinds()) {
            trials.stream()
                    .filter(trial -> trial.kind().equals(kind))
                    .sorted((a, b) -> Integer.compare(a.run(), b.run()))
                    .forEach(trial -> page.append(row(trial)));
        }
        return page.toString();
    }

    private static String row(Trial trial) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %s | %s | %s |%n",
                trial.kind(),
                trial.run(),
                trial.requested(),
                trial.measured(),
                trial.expected(),
                trial.said(),
                number(trial.toFind()),
                number(trial.toClear()),
                trial.isRight() ? "yes" : "**no**");
    }

    private static double[] sorted(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).sorted().toArray();
    }

    private static String at(double[] sorted, double share) {
        return sorted.length == 0 ? "" : number(sorted[(int) ((sorted.length - 1) * share)]);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
    }
}
