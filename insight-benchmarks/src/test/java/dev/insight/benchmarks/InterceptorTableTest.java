package dev.insight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.insight.benchmarks.Rounds.Cost;
import dev.insight.benchmarks.Rounds.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterceptorTableTest {
    private static Rounds rounds(double askedNanos, double silentBytes) {
        Rounds rounds = new Rounds();
        for (double drift : new double[] {0, 500, 100}) {
            rounds.add(Peer.NONE, new Cost(1000 + drift, 3000));
            rounds.add(Peer.HOOKS, new Cost(1005 + drift, 3100));
            rounds.add(Peer.SILENT, new Cost(1010 + drift, 3100 + silentBytes));
            rounds.add(Peer.BARE, new Cost(1100 + drift, 3200));
            rounds.add(Peer.ASKED, new Cost(1000 + askedNanos + drift, 3400));
            rounds.add(Peer.MICROMETER, new Cost(1200 + drift, 3200));
            rounds.add(Peer.OTEL, new Cost(2000 + drift, 4000));
        }
        return rounds;
    }

    @Test
    void the_middle_of_an_even_number_lies_between_two() {
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0))).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void what_is_added_is_free_of_the_machine_s_drift() {
        Spread added = rounds(400, 0).added(Peer.ASKED, Cost::nanos);

        assertThat(added.median()).isCloseTo(400, within(1e-9));
        assertThat(added.max() - added.min()).isCloseTo(0, within(1e-9));
    }

    @Test
    void rows_hold_what_is_added_and_its_ratio_to_peers() {
        assertThat(new InterceptorTable(rounds(400, 0)).markdown())
                .contains("| none | 1100 (1000 to 1500) | 3000 | | | | | | |\n")
                .contains("| Insight, calls that ask and are recorded | 1500 (1400 to 1900) | 3400 "
                        + "| 400 (400 to 400) | 400 | 0.40 | 0.40 | 2.00 | 2.00 |\n")
                .doesNotContain("NO");
    }

    @Test
    void a_goal_that_is_missed_is_said_to_be() {
        assertThat(new InterceptorTable(rounds(600, 24)).markdown())
                .contains("for any hook: NO\n")
                .contains("nanoseconds: NO\n")
                .contains("bytes: yes\n");
    }

    @Test
    void what_asking_and_stamping_takes_by_itself_is_told_from_the_figures() {
        assertThat(new InterceptorTable(rounds(400, 0)).markdown())
                .contains("Of the 400 bytes that a call that asks adds, 200 go to tracers, wrapped calls and metadata")
                .contains("0.20 of grpc-opentelemetry's bytes and 0.10 of its nanoseconds")
                .contains(
                        "The goal of 500 bytes leaves 300 for timing, writing, reading and recording; Insight takes 200.\n");
    }
}
