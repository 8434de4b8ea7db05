package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.replay.Told;
import dev.insight.runner.view.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DiagnoseCommandTest {
    private static final String OF = "\"source\":\"eu\",\"target\":\"sg\",\"route\":\"forwarded\",\"service\":\"echo\"";

    private final Console console = new Console();

    @Test
    void a_gateway_that_turns_slow_is_named(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), recording(30));

        assertThat(console.run("diagnose", "--replay", file.toString())).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out().lines().findFirst().orElseThrow())
                .startsWith("{\"t\":17600")
                .contains("\"state\":\"open\",\"cause\":\"hop_slow\",\"component\":\"gw\"");
    }

    @Test
    void where_errors_are_seen_the_last_line_sums_up(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), recording(30) + "nonsense\n");
        Console terminal = new Console(Terminal.of(Style.plain(), 80, 24));

        assertThat(terminal.run("diagnose", "--replay", file.toString())).isEqualTo(1);
        assertThat(terminal.err().lines().toList().get(1))
                .matches("1,80[12] records in \\d+\\.\\d s: 1 incident, 1 line that cannot be used");
        assertThat(terminal.out()).doesNotContain("\u001b");
    }

    @Test
    void standard_input_says_the_same(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), recording(30));
        console.run("diagnose", "--replay", file.toString());
        Console piped = new Console();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(recording(30).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(piped.run("diagnose", "--replay", "-")).isZero();
        } finally {
            System.setIn(before);
        }

        assertThat(piped.out()).isEqualTo(console.out()).isNotEmpty();
    }

    @Test
    void a_healthy_recording_has_no_verdict_and_that_is_said_beside(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), recording(0));

        assertThat(console.run("diagnose", "--replay", file.toString())).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).matches("1,801 records in \\d+\\.\\d s: no incident\\n");
    }

    @Test
    void an_empty_recording_is_told_to_be_none(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("recording.jsonl"));

        assertThat(console.run("diagnose", "--replay", file.toString())).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isEqualTo(file + ": is empty, give it what 'run --record' wrote\n");
    }

    @Test
    void a_bad_line_exits_1_after_the_rest(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), "nonsense\n" + recording(30));

        assertThat(console.run("diagnose", "--replay", file.toString())).isEqualTo(1);
        assertThat(console.err()).startsWith(file + ":1: is not JSON: ").hasLineCount(1);
        assertThat(console.out()).contains("hop_slow");
    }

    @Test
    void no_file_a_missing_one_and_a_directory_are_wrong_usage(@TempDir Path folder) {
        assertThat(console.run("diagnose")).isEqualTo(2);
        assertThat(console.run("diagnose", "--replay", "nowhere.jsonl")).isEqualTo(2);
        assertThat(console.run("diagnose", "--replay", folder.toString())).isEqualTo(2);
        assertThat(console.err())
                .contains("insight: --replay FILE is missing, write it like: insight diagnose --replay recording.jsonl")
                .contains("insight: nowhere.jsonl does not exist, name a recording")
                .contains("insight: " + folder + " is a directory, name a recording");
    }

    @Test
    void what_cannot_be_read_is_told_with_the_reason(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(recording(0).getBytes(StandardCharsets.UTF_8));
        }
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() - 100));
        Path header = Files.write(folder.resolve("header.gz"), new byte[] {0x1f, (byte) 0x8b, 8});

        assertThat(console.run("diagnose", "--replay", cut.toString())).isEqualTo(1);
        assertThat(console.run("diagnose", "--replay", header.toString())).isEqualTo(1);
        assertThat(console.err().lines())
                .containsExactly(
                        "insight: cannot read " + cut + ": it is cut short",
                        "insight: cannot read " + header + ": it is cut short");
    }

    @Test
    void reading_ends_quietly_when_nobody_reads_the_verdicts(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("recording.jsonl"), recording(30) + "nonsense\n");
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        StringWriter err = new StringWriter();
        CommandLine line = Cli.create(Terminal.none());
        line.setOut(new PrintWriter(closed, false, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true));

        assertThat(line.execute("diagnose", "--replay", file.toString())).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void sample_recording_is_sound() throws IOException {
        assertThat(Told.of(recording(30)).problems).isZero();
    }

    /** Half an hour of a probe a second over a gateway, which takes so many milliseconds more in the last third. */
    private static String recording(int slowerMillis) {
        StringBuilder text = new StringBuilder("{\"type\":\"path\"," + OF + ",\"interval_s\":1,\"hops\":["
                + "{\"name\":\"gw\",\"role\":\"gateway\",\"region\":\"eu\"},"
                + "{\"name\":\"svc\",\"role\":\"service\",\"region\":\"sg\"}]}\n");
        for (int i = 0; i < 1_800; i++) {
            double wobble = i * 7919 % 101 / 200.0;
            double self = 1 + wobble + (i >= 1_200 ? slowerMillis : 0);
            text.append(String.format(
                    Locale.ROOT,
                    "{\"type\":\"probe\",\"t\":%d," + OF + ",\"outcome\":\"OK\",\"latency_ms\":%.3f,\"hops\":["
                            + "{\"name\":\"gw\",\"role\":\"gateway\",\"total_ms\":%.3f,\"upstream_ms\":80.000,\"queue_ms\":0},"
                            + "{\"name\":\"svc\",\"role\":\"service\",\"total_ms\":3.000,\"upstream_ms\":0}]}%n",
                    1_760_000_000 + i,
                    81 + self,
                    80 + self));
        }
        return text.toString();
    }
}
