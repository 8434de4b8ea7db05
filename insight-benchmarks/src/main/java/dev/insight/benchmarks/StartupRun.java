package dev.insight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long the runner's jar takes to start, with an archive of classes and without, as a page. */
final class StartupRun {
    private static final String C1 = "-XX:TieredStopAtLevel=1";

    private final Path jar;
    private final int rounds;
    private final Path directory;
    private final List<String> archive;
    private final String config;

    private StartupRun(Path jar, int rounds, Path directory) throws IOException {
        this.jar = jar;
        this.rounds = rounds;
        this.directory = directory;
        archive = List.of("-XX:SharedArchiveFile=" + directory.resolve("insight.jsa"), "-Xlog:cds=off");
        // Ready is one whose first probe has come back; at this interval that is not waited for.
        config = Files.writeString(directory.resolve("insight.yaml"), """
                region: here
                listen: "127.0.0.1:0"
                defaults: { interval: 10ms, timeout: 1s, cold_interval: 0, partial_interval: 0 }
                targets: [{ region: there, service: nobody, address: "127.0.0.1:1" }]
                """).toString();
    }

    static String run(int rounds, String command) throws IOException {
        Path jar = Path.of(System.getProperty("insight.jar", "insight.jar"));
        Path directory = Files.createTempDirectory("startup");
        try {
            return new StartupRun(jar, rounds, directory).page(command);
        } finally {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private String page(String command) throws IOException {
        double loadBefore = Machine.load();
        Start made = Start.ended(
                java(List.of(), "archive", directory.resolve("insight.jsa").toString()));
        String rows = row("`--version`", false, "--version")
                + row("`check FILE`", false, "check", config)
                + row("`run` until `/readyz` answers 200", true, "run", "--config", config, "--no-baselines");
        return String.format(
                Locale.ROOT,
                """
                # How long the runner takes to start

                `java -jar insight.jar`, as it is and with an archive of classes that `insight archive` made, in turn; the
                launcher starts so. What ends at once is started without the second compiler as well, as by the launcher.
                Medians of %d starts each of whole processes, the processor's time of all threads; *of it* is the share of
                what it was without an archive. The archive has %.1f MB and took %.1f s, %.1f s of a processor.

                    %s

                %s; load average %.1f before, %.1f after.

                | start | way | seconds | of it | processor seconds | of it |
                |---|---|---:|---:|---:|---:|
                %s""",
                rounds,
                Files.size(directory.resolve("insight.jsa")) / 1e6,
                made.seconds(),
                made.processorSeconds(),
                command,
                Machine.description(),
                loadBefore,
                Machine.load(),
                rows);
    }

    private String row(String name, boolean serves, String... arguments) throws IOException {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("plain", java(List.of(), arguments));
        ways.put("archive", java(archive, arguments));
        if (!serves) {
            ways.put(
                    "archive, one compiler",
                    java(Stream.concat(archive.stream(), Stream.of(C1)).toList(), arguments));
        }
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        ways.keySet().forEach(way -> starts.put(way, new ArrayList<>()));
        // The first of each finds nothing in the page cache, and is not counted.
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, List<Start>> way : starts.entrySet()) {
                List<String> command = Objects.requireNonNull(ways.get(way.getKey()));
                Start start = serves ? Start.ready(command) : Start.ended(command);
                if (round >= 0) {
                    way.getValue().add(start);
                }
            }
        }
        Start plain = Start.median(starts.values().iterator().next());
        return starts.entrySet().stream()
                .map(way -> line(name, way.getKey(), Start.median(way.getValue()), plain))
                .collect(Collectors.joining());
    }

    private static String line(String name, String way, Start start, Start plain) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %.2f | %.3f | %.2f |%n",
                name,
                way,
                start.seconds(),
                start.seconds() / plain.seconds(),
                start.processorSeconds(),
                start.processorSeconds() / plain.processorSeconds());
    }

    private List<String> java(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
