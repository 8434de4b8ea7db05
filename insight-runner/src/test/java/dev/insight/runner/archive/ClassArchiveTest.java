package dev.insight.runner.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs, and a jar of these two classes. */
class ClassArchiveTest {
    @TempDir
    Path directory;

    @Test
    void archive_appears_whole_and_fits_until_its_jar_changes() throws Exception {
        Path jar = jar();
        Path file = directory.resolve("a.jsa");
        ClassArchive archive = ClassArchive.of(file, jar.toString());
        assertThat(archive.fits()).isFalse();
        Path left = Files.createDirectory(directory.resolve(".a.jsa." + endedProcess() + ".1"));
        Files.createFile(left.resolve("archive"));

        archive.make(Rehearsed.class);

        assertThat(archive.fits()).isTrue();
        assertThat(files()).containsExactlyInAnyOrder("a.jsa", "a.jar");

        Files.write(file, new byte[] {1, 2, 3});
        assertThat(archive.fits()).isFalse();
        archive.make(Rehearsed.class);
        assertThat(archive.fits()).isTrue();

        Files.writeString(jar, "more", java.nio.file.StandardOpenOption.APPEND);
        assertThat(archive.fits()).isFalse();
    }

    @Test
    void what_failed_is_told_with_the_last_words_and_leaves_what_was_there() throws Exception {
        Path file = Files.writeString(directory.resolve("a.jsa"), "before");
        ClassArchive archive = ClassArchive.of(file, jar().toString());

        assertThatThrownBy(() -> archive.make(Failing.class))
                .isInstanceOf(IOException.class)
                .hasMessage("the rehearsal failed, exit code 3: no stage");

        assertThat(file).hasContent("before");
        assertThat(files()).containsExactlyInAnyOrder("a.jsa", "a.jar");
    }

    @Test
    void classes_of_a_directory_and_a_directory_that_is_not_there_are_refused() throws Exception {
        Path classes = directory.resolve("classes");

        assertThatThrownBy(() -> ClassArchive.of(directory.resolve("a.jsa"), classes.toString())
                        .make(Rehearsed.class))
                .hasMessage("only classes of jars can be archived, and " + classes
                        + " is none: start Insight as java -jar insight.jar");
        assertThatThrownBy(() -> ClassArchive.of(directory.resolve("none/a.jsa"), jar().toString())
                        .make(Rehearsed.class))
                .hasMessage("its directory does not exist");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static long endedProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("a.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Class<?> type : List.of(Rehearsed.class, Failing.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(name));
                try (var in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(zip);
                }
            }
        }
        return jar;
    }

    /** Does what is to be archived. */
    public static final class Rehearsed {
        private Rehearsed() {}

        public static void main(String[] args) {
            if (!Files.isDirectory(Path.of(args[0]))) {
                System.exit(1);
            }
        }
    }

    /** Cannot. */
    public static final class Failing {
        private Failing() {}

        public static void main(String[] args) {
            System.err.println("no stage");
            System.exit(3);
        }
    }
}
