package dev.insight.runner.store;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.cold;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleProbesTest {
    /** One every five seconds. */
    private static final int AN_HOUR = 720;

    private final SingleProbes probes = new SingleProbes();

    @Test
    void a_failure_tells_all_that_is_known_of_it() {
        Slot slot = slot(PROBE, ProbeKind.PARTIAL, "gateway-eu", 3);
        HopStamp stamp = HopStamp.builder("gateway-eu").totalNanos(MILLI).build();
        probes.add(report(ProbeResult.builder(slot, Outcome.failed("UNAVAILABLE", Phase.RPC, "no route"))
                .peer("10.0.0.1:443")
                .trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
                .lifeNanos(5 * MILLI, 12 * MILLI)
                .startLagNanos(2 * MILLI)
                .path(HopPath.of(stamp))
                .build()));

        assertThat(probes.snapshot().failures())
                .containsExactly(new FailureSnapshot(
                        slot.intendedEpochMicros(),
                        ProbeKind.PARTIAL,
                        "gateway-eu",
                        Outcome.failed("UNAVAILABLE", Phase.RPC, "no route"),
                        false,
                        "10.0.0.1:443",
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        7 * MILLI,
                        2 * MILLI,
                        List.of(stamp)));
    }

    @Test
    void failures_outlive_any_number_of_good_probes() {
        probes.add(failed(PROBE, 0, "UNAVAILABLE"));
        for (int i = 1; i < 5_000; i++) {
            probes.add(ok(PROBE, i, MILLI));
        }

        assertThat(probes.snapshot().failures()).hasSize(1);
    }

    @Test
    void the_latest_twenty_cold_probes_are_kept_latest_first() {
        for (int i = 0; i < 30; i++) {
            probes.add(cold(PROBE, i));
        }

        assertThat(probes.snapshot().cold()).hasSize(20);
        assertThat(probes.snapshot().cold().get(0).intendedEpochMicros()).isEqualTo(at(29));
        assertThat(probes.snapshot().cold().get(19).intendedEpochMicros()).isEqualTo(at(10));
    }

    @Test
    void the_slowest_ten_come_first_with_where_the_time_went() {
        for (int i = 0; i < 100; i++) {
            probes.add(ok(PROBE, i, (100 + i * 37 % 100) * MILLI));
        }

        List<SlowProbe> slowest = probes.snapshot().slowest();
        assertThat(slowest)
                .extracting(slow -> slow.latencyNanos() / MILLI)
                .containsExactly(199L, 198L, 197L, 196L, 195L, 194L, 193L, 192L, 191L, 190L);
        assertThat(slowest.get(0).terms())
                .extracting(SlowProbe.Part::name)
                .containsExactly("prober-eu>gateway-eu", "gateway-eu", "gateway-eu>payments", "payments");
        assertThat(slowest.get(0).terms().get(2).nanos()).isEqualTo(192 * MILLI);
    }

    @Test
    void what_is_slow_no_longer_counts_after_an_hour_and_what_came_later_does() {
        probes.add(ok(PROBE, 0, 900 * MILLI));
        probes.add(ok(PROBE, 1, 800 * MILLI));
        for (int i = 2; i <= AN_HOUR; i++) {
            probes.add(ok(PROBE, i, (100 + i) * MILLI));
        }

        assertThat(probes.snapshot().slowest().get(0).latencyNanos()).isEqualTo(820 * MILLI);
        assertThat(probes.snapshot().slowest().get(1).latencyNanos()).isEqualTo(819 * MILLI);
        assertThat(probes.snapshot().slowest())
                .extracting(SlowProbe::intendedEpochMicros)
                .doesNotContain(at(0));
    }

    @Test
    void what_was_slow_while_the_clock_was_ahead_hides_nothing() {
        for (long hours : List.of(1L, 7L, 30L, 24 * 365L)) {
            probes.add(ok(PROBE, hours * AN_HOUR, 900 * MILLI));
        }
        probes.add(ok(PROBE, 0, 50 * MILLI));

        assertThat(probes.snapshot().slowest())
                .extracting(SlowProbe::intendedEpochMicros)
                .containsExactly(at(0));
    }

    @Test
    void what_is_no_measurement_is_not_slow() {
        probes.add(report(okResult(PROBE, 0, 900 * MILLI).tainted(true).build()));
        probes.add(failed(PROBE, 1, "DEADLINE_EXCEEDED"));
        probes.add(cold(PROBE, 2));

        assertThat(probes.snapshot().slowest()).isEmpty();
    }

    private static long at(int sequence) {
        return slot(PROBE, ProbeKind.WARM, null, sequence).intendedEpochMicros();
    }
}
