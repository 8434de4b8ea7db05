package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.Main;
import dev.insight.runner.TestWorld;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands as processes of their own whose output does not arrive. */
@EnabledOnOs(OS.LINUX)
class OutputTest {
    @TempDir
    Path directory;

    @Test
    void full_disk_fails_each_command_and_is_said() throws Exception {
        Path config = Files.writeString(
                directory.resolve("insight.yaml"),
                "region: eu\ntargets: [{ region: sg, service: payments, address: 'h:1' }]\n");
        try (TestWorld world = TestWorld.start()) {
            for (List<String> command : List.of(
                    List.of("--help"),
                    List.of("check", config.toString()),
                    List.of("probe", world.address()),
                    List.of("probe", world.address(), "--json"),
                    List.of("trace", world.address(), "--interval", "10ms"))) {
                Process process = start(ProcessBuilder.Redirect.to(new File("/dev/full")), command);

                assertThat(end(process)).as("%s", command).isEqualTo(1);
                assertThat(said())
                        .as("%s", command)
                        .isEqualTo("insight: cannot write the output: No space left on device\n");
            }
        }
    }

    @Test
    void reader_that_has_had_enough_ends_a_trace_quietly() throws Exception {
        try (TestWorld world = TestWorld.start()) {
            Process process =
                    start(ProcessBuilder.Redirect.PIPE, List.of("trace", world.address(), "--interval", "10ms"));
            // A line begins with its probe's number; on a busy machine the first probes may be skipped.
            assertThat(process.getInputStream().read()).isBetween((int) '1', (int) '9');
            process.getInputStream().close();

            assertThat(end(process)).isZero();
            assertThat(said()).isEmpty();
        }
    }

    private Process start(ProcessBuilder.Redirect out, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private File err() {
        return directory.resolve("err").toFile();
    }

    private String said() throws IOException {
        return Files.readString(err().toPath())
                .lines()
                .filter(line -> line.startsWith("insight:"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
