package dev.insight.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictJsonTest {
    @Test
    void a_verdict_is_a_line_with_all_it_says() {
        Evidence evidence = new Evidence(
                "+41 ms \"queue\" on 2 paths",
                "delay",
                41_234_567,
                "mediary-sg-2",
                "link a>b: its own excess is nil",
                List.of(new Evidence.Cleared("gateway-eu", 1_900_000)),
                List.of("gateway-sg"),
                new Vantage(1, 2),
                new Evidence.Numbers(39_800_000, 0.96, 12, -1));
        Verdict verdict = new Verdict(
                1_760_001_510_000_000L,
                "i1",
                Verdict.State.OPEN,
                Cause.HOP_OVERLOADED,
                "mediary-sg",
                0.97123,
                evidence,
                1_760_001_500_250_000L,
                List.of(
                        new PathId("eu", "sg", "forwarded", "echo"),
                        new PathId("eu", "sg", "forwarded", "payments"),
                        new PathId("sg", "eu", "forwarded", "echo")));

        assertThat(VerdictJson.line(verdict))
                .isEqualTo("{\"t\":1760001510.000000,\"id\":\"i1\",\"state\":\"open\",\"cause\":\"hop_overloaded\","
                        + "\"component\":\"mediary-sg\",\"confidence\":0.9712,"
                        + "\"evidence\":\"+41 ms \\\"queue\\\" on 2 paths\","
                        + "\"paths\":[\"eu>sg/forwarded\",\"sg>eu/forwarded\"],\"since\":1760001500.250000,"
                        + "\"kind\":\"delay\",\"excess_ms\":41.235,\"instance\":\"mediary-sg-2\","
                        + "\"runner_up\":\"link a>b: its own excess is nil\","
                        + "\"seen\":{\"from\":1,\"of\":2},"
                        + "\"cleared\":[{\"component\":\"gateway-eu\",\"bound_ms\":1.9}],"
                        + "\"not_cleared\":[\"gateway-sg\"],"
                        + "\"numbers\":{\"excess_ms\":41.235,\"queue_ms\":39.8,\"cpu\":0.96,\"calls\":12}}");
    }

    @Test
    void what_is_absent_is_left_out() {
        Evidence evidence = new Evidence("no answer", "errors", HopStamp.ABSENT, null, null, List.of(), List.of());
        Verdict verdict = new Verdict(0, "i2", Verdict.State.CLOSE, Cause.LINK_DOWN, "a>b", 1, evidence, 0, List.of());

        assertThat(VerdictJson.line(verdict))
                .doesNotContain("excess_ms", "instance", "runner_up", "seen")
                .contains(
                        "\"state\":\"close\"",
                        "\"paths\":[]",
                        "\"cleared\":[]",
                        "\"not_cleared\":[]",
                        "\"numbers\":{}");
    }

    @Test
    void a_share_of_calls_that_fail_is_called_by_its_kind() {
        assertThat(line("errors")).contains("\"numbers\":{\"errors\":0.3333,\"failed\":4,\"calls\":12}");
        assertThat(line("loss")).contains("\"numbers\":{\"loss\":0.3333,\"failed\":4,\"calls\":12}");
    }

    private static String line(String kind) {
        Evidence.Numbers numbers = new Evidence.Numbers(-1, -1, 12, 4);
        Evidence evidence =
                new Evidence("4 of 12", kind, HopStamp.ABSENT, null, null, List.of(), List.of(), null, numbers);
        return VerdictJson.line(
                new Verdict(0, "i3", Verdict.State.OPEN, Cause.HOP_FAILING, "gateway-sg", 1, evidence, 0, List.of()));
    }
}
