package dev.insight.benchmarks.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One fault that was injected once, and what came of it. Immutable.
 *
 * @param kind what went wrong
 * @param run of which run
 * @param requested the faults as they were asked for
 * @param measured what they did, as measured where they did it
 * @param expected what was to be said
 * @param said what was said
 * @param found whether each was found and named
 * @param isCleared whether what was found was closed again
 * @param extra how many others were accused
 * @param impaired how often the prober said of itself that it is impaired, unasked
 * @param toFind from its beginning until it was told, in intervals; the longest of several; NaN if never
 * @param toClear from its end until it was closed, in intervals; NaN if never
 */
record Trial(
        String kind,
        int run,
        String requested,
        String measured,
        String expected,
        String said,
        boolean found,
        boolean isCleared,
        int extra,
        int impaired,
        double toFind,
        double toClear) {
    boolean isRight() {
        return found && isCleared && extra == 0;
    }

    String line() {
        return String.join(
                "\t",
                kind,
                String.valueOf(run),
                requested,
                measured,
                expected,
                said,
                String.valueOf(found),
                String.valueOf(isCleared),
                String.valueOf(extra),
                String.valueOf(impaired),
                String.valueOf(toFind),
                String.valueOf(toClear));
    }

    /** Reads what {@link #line} wrote, of all files of {@code directory}. */
    static List<Trial> readAll(Path directory) throws IOException {
        List<Trial> trials = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (var files = Files.newDirectoryStream(directory, "run-*.tsv")) {
                for (Path file : files) {
                    for (String line : Files.readAllLines(file)) {
                        trials.add(read(line));
                    }
                }
            }
        }
        return trials;
    }

    static Trial read(String line) {
        String[] fields = line.split("\t", -1);
        return new Trial(
                fields[0],
                Integer.parseInt(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                fields[5],
                Boolean.parseBoolean(fields[6]),
                Boolean.parseBoolean(fields[7]),
                Integer.parseInt(fields[8]),
                Integer.parseInt(fields[9]),
                Double.parseDouble(fields[10]),
                Double.parseDouble(fields[11]));
    }
}
