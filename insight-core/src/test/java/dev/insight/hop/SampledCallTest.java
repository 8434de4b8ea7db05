package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampledCallTest {
    private final FakeTicker ticker = new FakeTicker();

    @Test
    void it_tells_what_the_timer_found() {
        CallTimer timer = CallTimer.create(ticker);
        timer.started();
        ticker.advance(3);
        CallAttempt refused = timer.attempt();
        ticker.advance(20);
        refused.answered(List.of());
        refused.ended("UNAVAILABLE");
        ticker.advance(100);
        CallAttempt attempt = timer.attempt();
        ticker.advance(50);
        attempt.answered(Wire.bytes("svc;t=1"));
        ticker.advance(7);
        timer.closed("OK");
        SampledCall call = timer.sampled("shop.Payments/Pay", true, null);
        attempt.answered(Wire.bytes("late;t=1"));
        attempt.ended("CANCELLED");

        assertThat(call.method()).isEqualTo("shop.Payments/Pay");
        assertThat(call.outcome()).isEqualTo("OK");
        assertThat(call.latencyNanos()).isEqualTo(50);
        assertThat(call.preTransportNanos()).isEqualTo(3);
        assertThat(call.retryNanos()).isEqualTo(120);
        assertThat(call.attempts()).isEqualTo(2);
        assertThat(call.clientLagNanos()).isEqualTo(7);
        assertThat(call.streaming()).isTrue();
        assertThat(call.path()).isEqualTo(HopTrailer.parse(List.of("svc;t=1")));
    }

    @Test
    void stamps_that_are_lent_are_those_of_the_path_time_and_again() {
        SampledCall near = call(null, "svc;t=3;region=sg", "gw;t=9;u=5;n=1;a=1;k=proxy;node=gw-1");
        SampledCall plain = call(null, "svc;t=4");
        for (SampledCall call : List.of(near, plain, near, plain)) {
            List<HopStamp> lent = new ArrayList<>();
            call.readStamps((stamps, into) -> stamps.forEach(stamp -> into.add(new HopStamp(stamp))), lent);

            assertThat(lent).isNotEmpty().isEqualTo(call.path().stamps());
        }
    }

    @Test
    void a_call_of_which_other_software_spoke_has_that_path() {
        HopPath foreign = HopPath.of(ForeignStamps.envoy("peer", "12"));
        SampledCall call = call(foreign);
        List<HopStamp> lent = new ArrayList<>();
        call.readStamps((stamps, into) -> into.addAll(stamps), lent);

        assertThat(call.path()).isSameAs(foreign);
        assertThat(lent).isEqualTo(foreign.stamps());
    }

    private SampledCall call(HopPath foreign, String... stamps) {
        CallTimer timer = CallTimer.create(ticker);
        timer.started();
        timer.attempt().answered(Wire.bytes(stamps));
        timer.closed("OK");
        return timer.sampled("shop.Payments/Pay", false, foreign);
    }
}
