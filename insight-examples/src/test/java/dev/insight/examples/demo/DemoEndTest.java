package dev.insight.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process that is told to end. */
@EnabledOnOs(OS.LINUX)
class DemoEndTest {
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void onceItServes_itEndsWellAndLeavesNothing() throws Exception {
        Process demo = start();
        await().atMost(Duration.ofMinutes(1)).until(() -> said().contains("The page is at "));

        assertThat(end(demo)).as(said()).isZero();
        assertThat(said()).contains(" s   metrics at http://");
        assertThat(left()).isEmpty();
    }

    @Test
    void whileItWarmsUp_itEndsAtOnceAndLeavesNothing() throws Exception {
        Process demo = start();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> left().stream().anyMatch(name -> name.startsWith("insight-lab-ca")));

        assertThat(end(demo)).as(said()).isEqualTo(TERMINATED);
        assertThat(said()).doesNotContain("The page is at ");
        assertThat(left()).isEmpty();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoMain.class.getName(),
                        "demo",
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static int end(Process demo) throws InterruptedException {
        try {
            demo.destroy();
            assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return demo.exitValue();
        } finally {
            demo.destroyForcibly();
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private List<String> left() {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("insight"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
