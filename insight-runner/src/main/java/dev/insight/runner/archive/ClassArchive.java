package dev.insight.runner.archive;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file with the classes of this process's class path as this JVM has them once they are loaded and verified (AppCDS); the
 * JVM maps it instead of reading the jar. It fits the JVM that made it and unchanged jars; any other JVM leaves it alone.
 * One that can be made at any time by any number of processes: it appears whole or not at all.
 */
public final class ClassArchive {
    private static final long PATIENCE_SECONDS = 300;
    private static final int MAX_SAID = 200;

    private final Path file;
    private final String classPath;

    private ClassArchive(Path file, String classPath) {
        this.file = file;
        this.classPath = classPath;
    }

    /** The archive {@code file}, there or not, for this JVM and its class path. */
    public static ClassArchive at(Path file) {
        return of(file, System.getProperty("java.class.path"));
    }

    static ClassArchive of(Path file, String classPath) {
        // Whoever starts with it may stand in another directory.
        String absolute = Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new ClassArchive(file.toAbsolutePath(), absolute);
    }

    /** Whether it is there and a JVM like this one can use it. */
    public boolean fits() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        ProcessBuilder builder = jvm(mapping(file)).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return ended(builder.start()) == 0;
    }

    /**
     * Makes it, or makes it anew; takes some seconds of a processor.
     *
     * @param rehearsal a class with a {@code main} that loads what is to be in it, and ends with 0; its one argument is a
     *     directory of its own
     * @throws IOException when it could not be made, saying why; what was there stays
     */
    public void make(Class<?> rehearsal) throws IOException, InterruptedException {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!Files.isRegularFile(Path.of(entry))) {
                throw new IOException("only classes of jars can be archived, and " + entry
                        + " is none: start Insight as java -jar insight.jar");
            }
        }
        try (Workplace work = Workplace.beside(file)) {
            Path list = work.file("classes");
            Path made = work.file("archive");
            must(
                    "the rehearsal failed",
                    work,
                    "-XX:DumpLoadedClassList=" + list,
                    "-cp",
                    classPath,
                    rehearsal.getName(),
                    work.toString());
            // G1's archives hold objects as well, and JVMs with other collectors can use them.
            must(
                    "the JVM made no archive",
                    work,
                    "-Xshare:dump",
                    "-XX:+UseG1GC",
                    "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + made,
                    "-cp",
                    classPath);
            must("the JVM cannot use the archive it made", work, mapping(made));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private String[] mapping(Path archive) {
        return new String[] {"-Xshare:on", "-XX:SharedArchiveFile=" + archive, "-cp", classPath, "-version"};
    }

    private static void must(String failure, Workplace work, String... arguments)
            throws IOException, InterruptedException {
        Path said = work.file("said");
        int code = ended(work.start(jvm(arguments).redirectOutput(said.toFile())));
        if (code != 0) {
            throw new IOException(failure + ", exit code " + code + lastLine(said));
        }
    }

    private static ProcessBuilder jvm(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xlog:disable");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What these say is for this process: an agent, a port for a debugger, even an archive.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    private static int ended(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("a JVM did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    private static String lastLine(Path said) throws IOException {
        List<String> lines = new String(Files.readAllBytes(said), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            return "";
        }
        String last = lines.get(lines.size() - 1).strip();
        return ": " + (last.length() > MAX_SAID ? last.substring(0, MAX_SAID) + "…" : last);
    }
}
