package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.TestWorld;
import dev.insight.runner.view.Style;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceCommandTest {
    private final TestWorld world = TestWorld.start();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void pipe_gets_a_line_a_probe_and_the_table_at_the_end() {
        Console console = new Console();

        assertThat(console.run("trace", world.address(), "--timeout=30s", "--count", "5", "--interval", "200ms"))
                .isZero();

        assertThat(console.out().lines().filter(line -> line.matches("[1-5]  warm  OK  \\d+\\.\\d+ ms.*")))
                .hasSize(5);
        assertThat(console.out())
                .containsPattern("(?m)^# +part +loss +last +p50 +p99")
                .containsPattern("(?m)^1  gateway-eu +0\\.0% +\\d+\\.\\d+ ")
                .containsPattern("(?m)^2  payments +0\\.0% +\\d+\\.\\d+ ")
                .doesNotContain("\u001b");
    }

    @Test
    void terminal_is_drawn_over() {
        Console console = new Console(Terminal.of(new Style(false, true), 100, 30));

        assertThat(console.run("trace", world.address(), "--timeout=30s", "--count", "20", "--interval", "50ms"))
                .isZero();

        assertThat(console.out())
                .startsWith("\u001b[?1049h")
                .contains("\u001b[?25l", "asking; each probe is given 30 s", "\u001b[H", "gateway-eu>payments");
        String left = console.out().substring(console.out().lastIndexOf("\u001b[K") + 3);
        assertThat(left.lines()).allMatch(line -> line.length() <= 100);
        assertThat(left)
                .contains("20 probes, 0.0% lost, one every 50 ms")
                .containsPattern("(?m)^1  gateway-eu .*▁")
                .doesNotContain("Ctrl-C");
    }

    @Test
    void json_is_one_object_at_the_end() {
        Console console = new Console();

        assertThat(console.run("trace", world.address(), "--timeout=30s", "--count=12", "--interval=100ms", "--json"))
                .isZero();

        assertThat(console.out().lines()).hasSize(1);
        assertThat(console.out())
                .contains("\"probes\":12,\"failures\":0")
                // As many as this machine let pass without a pause.
                .containsPattern("\"latency_ms\":\\{\"count\":\\d+,\"last\":")
                .contains("{\"kind\":\"self\",\"name\":\"gateway-eu\",\"display\":")
                .contains("\"nodes\":[\"payments-1\"]", "\"partial\":{\"t\":");
    }

    @Test
    void path_that_fails_shows_how_far_calls_get_and_exits_1() {
        world.status = Status.UNAVAILABLE;
        Console console = new Console();

        assertThat(console.run(
                        "trace",
                        world.address(),
                        "--timeout=30s",
                        "--count=6",
                        "--interval=200ms",
                        "--hops=gateway-eu,payments"))
                .isEqualTo(1);

        assertThat(console.out())
                .contains("100.0% lost", "tried: grpc.health.v1.Health/Check at " + world.address(), "try: look behind")
                .containsPattern("(?m)^1  gateway-eu +0\\.0%  OK ");
    }

    @Test
    void wrong_usage_exits_2() {
        Console console = new Console();

        assertThat(console.run("trace", "h:1", "--count=0")).isEqualTo(2);
        assertThat(console.err()).startsWith("insight: --count must be positive: 0\n");
    }
}
