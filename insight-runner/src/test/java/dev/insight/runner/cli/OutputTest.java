package dev.insight.runner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.Main;
import dev.insight.runner.TestWorld;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether what commands print arrives; some as processes of their own, where it does not. */
@EnabledOnOs(OS.LINUX)
class OutputTest {
    @TempDir
    Path directory;

    @Command(name = "unended")
    static final class Unended implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().getOut().print("one\ntwo");
        }
    }

    @Test
    void whatIsPrintedWithoutTheEndOfALine_arrivesAll() {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(arrived, false, UTF_8));
        try {
            assertThat(Cli.execute(Cli.create(Terminal.none(), new Unended()), "unended"))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(arrived.toString(UTF_8)).isEqualTo("one\ntwo");
    }

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
