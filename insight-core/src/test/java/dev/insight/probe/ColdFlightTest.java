package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdFlightTest {
    @Test
    void what_this_process_reads_for_itself_is_in_no_time() {
        FakeTicker ticker = new FakeTicker();
        Target target = Target.builder("sg", "payments", "127.0.0.1:1").build();
        Probe probe =
                Probe.builder("eu", target, Route.of("direct", "payments")).build();
        List<ProbeResult> results = new ArrayList<>();
        ColdFlight flight =
                new ColdFlight(new Slot(probe, ProbeKind.COLD, null, 0, ticker.nanos(), 0), results::add, ticker);

        flight.begin(Phase.CONNECT);
        ticker.advance(Duration.ofMillis(3));
        flight.succeeded();
        flight.begin(Phase.TLS);
        ticker.advance(Duration.ofMillis(80)); // the files
        flight.beginAgain();
        ticker.advance(Duration.ofMillis(5));
        flight.succeeded();
        flight.end(Outcome.ok(), HopPath.empty());

        ProbeResult result = results.get(0);
        assertThat(result.phases())
                .containsExactly(new PhaseTime(Phase.CONNECT, 3_000_000), new PhaseTime(Phase.TLS, 5_000_000));
        assertThat(result.latencyNanos()).isEqualTo(8_000_000);
    }
}
