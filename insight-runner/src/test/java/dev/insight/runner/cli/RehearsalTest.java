package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    /** Each is of another part: commands, configuration, probing and being probed, diagnosis, TLS, what is served. */
    private static final List<String> LOADED = List.of(
            "dev.insight.runner.cli.RunCommand",
            "dev.insight.runner.cli.ProbeCommand",
            "dev.insight.runner.config.ConfigFile",
            "dev.insight.grpc.HopServerTracer",
            "dev.insight.diagnosis.Diagnoser",
            "dev.insight.decomposition.Decomposer",
            "dev.insight.runner.http.PathJson",
            "io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2FrameReader",
            "sun.security.ssl.SSLContextImpl");

    @Test
    void rehearsal_loads_what_a_runner_needs_and_ends_by_itself(@TempDir Path directory) throws Exception {
        Path list = directory.resolve("classes");
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + list + ":none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rehearsal.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.readAllLines(list).stream()
                        .map(line -> line.split(" ", 2)[0])
                        .filter(LOADED::contains))
                .containsExactlyInAnyOrderElementsOf(LOADED);
    }
}
