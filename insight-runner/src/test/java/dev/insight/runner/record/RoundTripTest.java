package dev.insight.runner.record;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.slot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.SkipReason;
import dev.insight.runner.SampleReports;
import dev.insight.runner.replay.Told;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is recorded is read back as it was. */
class RoundTripTest {
    private final RecordedPath path = new RecordedPath(PROBE);

    @Test
    void a_path_comes_back_with_its_route_and_interval() throws IOException {
        Probe back = Told.of(RecordJson.path(path)).added.get(0);

        assertThat(back.path()).isEqualTo(PROBE.path());
        assertThat(back.route()).isEqualTo(PROBE.route());
        assertThat(back.interval()).isEqualTo(PROBE.interval());
    }

    @Test
    void a_warm_probe_comes_back_with_its_times_and_stamps() throws IOException {
        ProbeResult result =
                SampleReports.okResult(PROBE, 3, 47_123_000).tainted(true).build();
        ProbeResult back = back(result);

        assertThat(back.slot().kind()).isEqualTo(ProbeKind.WARM);
        assertThat(back.slot().intendedEpochMicros()).isEqualTo(result.slot().intendedEpochMicros());
        assertThat(back.latencyNanos()).isEqualTo(result.latencyNanos());
        assertThat(back.startLagNanos()).isEqualTo(result.startLagNanos());
        assertThat(back.tainted()).isTrue();
        assertThat(back.outcome()).isEqualTo(Outcome.ok());
        assertThat(back.path().stamps().get(0)).isEqualTo(result.path().stamps().get(0));
        // What a service is, the recording knows from the route.
        assertThat(back.path().stamps().get(1))
                .isEqualTo(result.path().stamps().get(1).toBuilder()
                        .role("service")
                        .region("sg")
                        .build());
    }

    @Test
    void a_partial_path_probe_comes_back_with_its_stop() throws IOException {
        HopStamp stamp = HopStamp.builder("gateway-eu").totalNanos(MILLI).build();
        ProbeResult back = back(ProbeResult.builder(slot(PROBE, ProbeKind.PARTIAL, "gateway-eu", 1), Outcome.ok())
                .latencyNanos(2 * MILLI)
                .path(HopPath.of(stamp))
                .build());

        assertThat(back.slot().stop()).isEqualTo("gateway-eu");
        assertThat(back.path().stamps()).containsExactly(stamp);
    }

    @Test
    void a_failure_comes_back_with_how_long_it_took_and_who_decided() throws IOException {
        HopStamp stamp = HopStamp.builder("gateway-eu")
                .totalNanos(MILLI)
                .origin(HopStamp.Origin.OWN)
                .build();
        ProbeResult back = back(ProbeResult.builder(
                        slot(PROBE, ProbeKind.WARM, null, 0), Outcome.failed("RESOURCE_EXHAUSTED", Phase.RPC, null))
                .lifeNanos(10 * MILLI, 18 * MILLI)
                .path(HopPath.of(stamp))
                .build());

        assertThat(back.outcome()).isEqualTo(new Outcome("RESOURCE_EXHAUSTED", Phase.RPC, "gateway-eu", null));
        assertThat(back.latencyNanos()).isEqualTo(HopStamp.ABSENT);
        assertThat(back.endNanos() - back.startNanos()).isEqualTo(8 * MILLI);
        assertThat(back.path().stamps()).containsExactly(stamp);
    }

    @Test
    void a_cold_probe_comes_back_with_where_it_ended() throws IOException {
        ProbeResult cold = ProbeResult.builder(
                        slot(PROBE, ProbeKind.COLD, null, 2), Outcome.failed("UNAVAILABLE", Phase.DNS, null))
                .build();
        Told told = Told.of(RecordJson.path(path), RecordJson.cold(cold));

        assertThat(told.err.toString()).isEmpty();
        ProbeResult back = told.reports.get(0).result();
        assertThat(back.slot().kind()).isEqualTo(ProbeKind.COLD);
        assertThat(back.outcome().code()).isEqualTo("UNAVAILABLE");
        assertThat(back.outcome().phase()).isEqualTo(Phase.DNS);
    }

    @Test
    void other_records_are_passed_over() throws IOException {
        Told told = Told.of(RecordJson.skipped(slot(PROBE, ProbeKind.WARM, null, 3), SkipReason.OUTSTANDING));

        assertThat(told.problems).isZero();
        assertThat(told.reports).isEmpty();
    }

    private ProbeResult back(ProbeResult result) throws IOException {
        Told told = Told.of(RecordJson.path(path), RecordJson.probe(result, path));
        assertThat(told.err.toString()).isEmpty();
        return told.reports.get(0).result();
    }
}
