package dev.insight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared does what its row says. */
class PeerTest {
    @ParameterizedTest
    @EnumSource
    void calls_are_answered_and_recorded_where_that_is_said(Peer peer) throws Exception {
        byte[] request = {1, 2, 3};

        try (UnaryCalls calls = new UnaryCalls(peer.instrument())) {
            assertThat(calls.call(request)).isEqualTo(request);

            assertThat(calls.series() > 0).isEqualTo(peer.records());
        }
    }

    /** Served: total, self, queue, lag; called: count, duration, wait, lag, self, queue, link. */
    @ParameterizedTest
    @EnumSource(names = "ASKED")
    void a_call_that_asks_is_recorded_at_both_ends(Peer peer) throws Exception {
        try (UnaryCalls calls = new UnaryCalls(peer.instrument())) {
            calls.call(new byte[1]);

            assertThat(calls.series()).isEqualTo(11);
        }
    }

    @Test
    void the_row_that_measures_nothing_does_stamp_and_read_the_stamp() throws Exception {
        BareStamps bare = new BareStamps();
        try (UnaryCalls calls = new UnaryCalls(bare)) {
            calls.call(new byte[1]);

            assertThat(bare.latest()).startsWith("payments;t=");
        }
    }
}
