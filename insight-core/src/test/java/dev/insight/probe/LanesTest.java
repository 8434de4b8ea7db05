package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cold and partial-path probes beside the warm ones: on their schedules, and after anomalies. */
class LanesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ZERO;

    private final FakeColdProber cold = new FakeColdProber();
    private boolean healthy = true;
    private final FakeTransport transport = new FakeTransport(call -> {
        if (healthy) {
            call.succeed(1);
        } else {
            call.fail("UNAVAILABLE");
        }
    });
    private final ProberFixture fixture = new ProberFixture(transport, cold);

    @Test
    void cold_probes_come_on_their_own_slower_period() {
        fixture.prober.add(probe(Duration.ofSeconds(10), NEVER));

        fixture.run(Duration.ofSeconds(100));

        assertThat(cold.slots).hasSizeBetween(9, 11);
        assertThat(cold.slots).allMatch(slot -> slot.kind() == ProbeKind.COLD && slot.stop() == null);
        assertThat(sent(ProbeKind.WARM)).hasSizeBetween(99, 101);
    }

    @Test
    void cold_prober_without_room_means_a_skipped_slot() {
        cold.hasRoom = false;
        fixture.prober.add(probe(Duration.ofSeconds(10), NEVER));

        fixture.run(Duration.ofSeconds(100));

        assertThat(fixture.skips).hasSizeBetween(9, 11).allSatisfy(skip -> {
            assertThat(skip.slot().kind()).isEqualTo(ProbeKind.COLD);
            assertThat(skip.reason()).isEqualTo(SkipReason.CROWDED);
        });
        assertThat(fixture.prober.outstanding()).isZero();
    }

    @Test
    void partial_path_probes_take_the_hops_in_turn_and_count_for_each_hop() {
        fixture.prober.add(probe(NEVER, Duration.ofSeconds(2)));

        fixture.run(Duration.ofSeconds(60));

        List<Slot> partial = sent(ProbeKind.PARTIAL);
        assertThat(partial).hasSizeBetween(29, 31);
        List<String> hops = partial.get(0).probe().route().hops();
        int first = hops.indexOf(partial.get(0).stop());
        for (int i = 0; i < partial.size(); i++) {
            assertThat(partial.get(i).stop()).isEqualTo(hops.get((first + i) % hops.size()));
            assertThat(partial.get(i).sequence()).isEqualTo(i / hops.size());
        }
    }

    @Test
    void route_without_known_hops_has_no_partial_path_probes() {
        fixture.prober.add(
                Probes.builder("a").partialInterval(Duration.ofSeconds(1)).build());

        fixture.run(Duration.ofSeconds(10));

        assertThat(sent(ProbeKind.PARTIAL)).isEmpty();
    }

    @Test
    void failure_after_success_is_investigated_hop_by_hop_within_an_interval() {
        fixture.prober.add(probe(Duration.ofHours(20), Duration.ofHours(20)));
        fixture.run(Duration.ofSeconds(30));
        healthy = false;
        int before = transport.count() + cold.slots.size();

        fixture.run(Duration.ofSeconds(3));

        assertThat(transport.count() + cold.slots.size() - before).isBetween(7, 8);
        assertThat(cold.slots).hasSize(1);
        assertThat(sent(ProbeKind.PARTIAL)).extracting(Slot::stop).containsExactly("gw", "mid", "a");
    }

    @Test
    void lasting_failure_is_not_investigated_again() {
        fixture.prober.add(probe(Duration.ofHours(20), Duration.ofHours(20)));
        healthy = false;

        fixture.run(Duration.ofMinutes(5));

        assertThat(cold.slots).hasSize(1);
        assertThat(sent(ProbeKind.PARTIAL)).hasSize(3);
    }

    @Test
    void flapping_path_is_investigated_at_most_once_in_ten_intervals() {
        fixture.prober.add(probe(Duration.ofHours(20), Duration.ofHours(20)));
        for (int i = 0; i < 100; i++) {
            healthy = !healthy;
            fixture.run(SECOND);
        }

        assertThat(cold.slots).hasSizeBetween(5, 10);
    }

    @Test
    void failure_that_lasts_is_investigated_even_when_it_came_too_soon_after_another() {
        fixture.prober.add(probe(Duration.ofHours(20), Duration.ofHours(20)));
        healthy = false;
        fixture.run(Duration.ofSeconds(2));
        healthy = true;
        fixture.run(Duration.ofSeconds(2));
        healthy = false;

        fixture.run(Duration.ofSeconds(5));
        assertThat(cold.slots).hasSize(1);
        fixture.run(Duration.ofSeconds(5));
        assertThat(cold.slots).hasSize(2);
    }

    @Test
    void what_is_turned_off_stays_off_after_a_failure() {
        fixture.prober.add(probe(NEVER, NEVER));
        healthy = false;

        fixture.run(Duration.ofSeconds(30));

        assertThat(cold.slots).isEmpty();
        assertThat(sent(ProbeKind.PARTIAL)).isEmpty();
    }

    @Test
    void outage_of_everything_is_investigated_path_by_path() {
        for (int i = 0; i < 200; i++) {
            fixture.prober.add(Probes.builder("service-" + i, "gw", "mid", "service-" + i)
                    .coldInterval(Duration.ofHours(20))
                    .partialInterval(Duration.ofHours(20))
                    .build());
        }
        fixture.run(Duration.ofSeconds(5));
        healthy = false;
        int before = transport.count() + cold.slots.size();

        fixture.run(Duration.ofSeconds(5));
        int during = transport.count() + cold.slots.size() - before;
        fixture.run(Duration.ofSeconds(20));

        // A thousand warm ones, and five investigations of four a second.
        assertThat(during).isBetween(1_040, 1_120);
        assertThat(cold.slots).hasSizeBetween(110, 130);
    }

    @Test
    void path_that_recovers_before_its_turn_is_not_investigated() {
        for (int i = 0; i < 100; i++) {
            fixture.prober.add(Probes.builder("service-" + i)
                    .coldInterval(Duration.ofHours(20))
                    .build());
        }
        healthy = false;
        fixture.run(SECOND);
        healthy = true;
        fixture.run(Duration.ofSeconds(30));

        assertThat(cold.slots).hasSizeBetween(2, 12);
    }

    @Test
    void tainted_failure_is_no_anomaly() {
        fixture.prober.add(probe(Duration.ofHours(20), NEVER));
        fixture.run(Duration.ofSeconds(5));
        healthy = false;
        fixture.stalls.watch();
        fixture.ticker.advance(Duration.ofMillis(400));

        fixture.run(SECOND);

        assertThat(fixture.results).anyMatch(result -> !result.outcome().isOk() && result.tainted());
        assertThat(cold.slots).isEmpty();
    }

    @Test
    void closing_the_prober_closes_the_cold_one() {
        fixture.prober.close();

        assertThat(cold.closed).isTrue();
    }

    private static Probe probe(Duration coldInterval, Duration partialInterval) {
        return Probes.builder("a", "gw", "mid", "a")
                .coldInterval(coldInterval)
                .partialInterval(partialInterval)
                .build();
    }

    private List<Slot> sent(ProbeKind kind) {
        return transport.calls().stream()
                .map(FakeTransport.Call::slot)
                .filter(slot -> slot.kind() == kind)
                .toList();
    }
}
