package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the scheduler does, on a clock that stands still. */
class ProberTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void probe_is_sent_once_an_interval_at_its_intended_start() {
        FakeTransport transport = FakeTransport.answering(5);
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.warm("a"));

        fixture.run(Duration.ofSeconds(100));

        assertThat(fixture.results).hasSizeBetween(99, 101);
        assertThat(fixture.results).allSatisfy(result -> {
            assertThat(result.startLagNanos()).isZero();
            assertThat(result.isMeasurement()).isTrue();
            assertThat(result.latencyNanos()).isEqualTo(5);
        });
        assertThat(fixture.results)
                .extracting(result -> result.slot().sequence())
                .isSorted()
                .startsWith(0L, 1L, 2L);
        assertThat(fixture.skips).isEmpty();
    }

    @Test
    void silence_of_the_transport_delays_no_later_start() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.builder("a").timeout(Duration.ofSeconds(30)).build());

        fixture.run(Duration.ofSeconds(20));

        assertThat(transport.calls()).hasSizeBetween(19, 21);
        assertThat(fixture.prober.outstanding()).isEqualTo(transport.count());
    }

    @Test
    void slot_beyond_the_outstanding_limit_is_skipped_and_told() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        Probe probe = Probes.warm("a");
        fixture.prober.add(probe);
        long start = fixture.ticker.nanos();

        fixture.run(Duration.ofSeconds(60));

        // Two seconds of timeout at one a second and one more: three places, freed half a second after the timeout.
        assertThat(fixture.prober.outstanding()).isLessThanOrEqualTo(3);
        assertThat(fixture.skips).allMatch(skip -> skip.reason() == SkipReason.OUTSTANDING);
        assertThat(transport.count() + fixture.skips.size())
                .isEqualTo((int) fixture.scheduled(probe, ProbeKind.WARM, SECOND, start));
    }

    @Test
    void transport_that_takes_its_places_for_ever_is_bounded_by_skipping() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.builder("a")
                .interval(Duration.ofMillis(100))
                .timeout(Duration.ofMillis(200))
                .build());

        fixture.run(Duration.ofMillis(650));

        assertThat(transport.count()).isEqualTo(3);
        assertThat(fixture.skips).isNotEmpty().allMatch(skip -> skip.reason() == SkipReason.OUTSTANDING);
    }

    @Test
    void transport_that_never_answers_is_overruled_and_its_late_answer_ignored() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.builder("a").interval(Duration.ofHours(1)).build());
        fixture.run(Duration.ofHours(2));
        assertThat(transport.count()).isPositive();

        assertThat(fixture.results).hasSameSizeAs(transport.calls()).allSatisfy(result -> {
            assertThat(result.outcome().code()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(result.isMeasurement()).isFalse();
            assertThat(result.endNanos() - result.startNanos())
                    .isEqualTo(Duration.ofMillis(2_500).toNanos());
        });
        int before = fixture.results.size();
        transport.calls().forEach(call -> call.succeed(1));
        assertThat(fixture.results).hasSize(before);
        assertThat(fixture.prober.outstanding()).isZero();
    }

    @Test
    void answer_given_twice_counts_once() {
        FakeTransport transport = new FakeTransport(call -> {
            call.succeed(1);
            call.fail("UNAVAILABLE");
        });
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.warm("a"));

        fixture.run(Duration.ofSeconds(10));

        assertThat(fixture.results).hasSameSizeAs(transport.calls()).allMatch(ProbeResult::isMeasurement);
        assertThat(fixture.prober.outstanding()).isZero();
    }

    @Test
    void session_that_throws_fails_its_own_path_only() {
        FakeTransport transport = new FakeTransport(call -> {
            if (call.slot().probe().path().service().equals("bad")) {
                throw new IllegalStateException("broken");
            }
            call.succeed(1);
        });
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.warm("bad"));
        fixture.prober.add(Probes.warm("good"));

        fixture.run(Duration.ofSeconds(10));

        assertThat(of(fixture, "good")).hasSizeBetween(9, 11).allMatch(ProbeResult::isMeasurement);
        assertThat(of(fixture, "bad")).hasSizeBetween(9, 11).allSatisfy(result -> {
            assertThat(result.outcome().code()).isEqualTo("INTERNAL");
            assertThat(result.outcome().message()).contains("broken");
        });
        assertThat(fixture.prober.outstanding()).isZero();
    }

    @Test
    void session_that_cannot_be_opened_shows_as_a_failing_path() {
        ProberFixture fixture = new ProberFixture(new ProbeTransport() {
            @Override
            public Session open(Probe probe) {
                throw new IllegalArgumentException("no such scheme");
            }

            @Override
            public int channels() {
                return 0;
            }

            @Override
            public void close() {}
        });
        fixture.prober.add(Probes.warm("a"));

        fixture.run(Duration.ofSeconds(3));

        assertThat(fixture.results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.outcome().code()).isEqualTo("INTERNAL");
            assertThat(result.outcome().message()).contains("no such scheme");
        });
    }

    @Test
    void latency_of_a_failure_is_thrown_away() {
        FakeTransport transport = new FakeTransport(call -> call.completion()
                .accept(ProbeResult.builder(call.slot(), Outcome.failed("UNAVAILABLE", Phase.RPC, null))
                        .latencyNanos(2_000_000_000L)
                        .build()));
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.warm("a"));

        fixture.run(Duration.ofSeconds(10));

        assertThat(fixture.results).isNotEmpty().noneMatch(ProbeResult::isMeasurement);
        assertThat(fixture.results).allMatch(result -> result.latencyNanos() < 0);
    }

    @Test
    void oversleeping_skips_what_is_an_interval_late_and_taints_the_rest() {
        FakeTransport transport = FakeTransport.answering(1);
        ProberFixture fixture = new ProberFixture(transport);
        Probe probe = Probes.warm("a");
        fixture.prober.add(probe);
        long start = fixture.ticker.nanos();
        fixture.run(Duration.ofSeconds(5));
        int sent = transport.count();

        fixture.oversleep(Duration.ofSeconds(60));

        assertThat(fixture.skips).hasSizeBetween(57, 60).allMatch(skip -> skip.reason() == SkipReason.STALLED);
        List<ProbeResult> late = fixture.results.subList(sent, fixture.results.size());
        assertThat(late).hasSizeBetween(1, 2).allSatisfy(result -> {
            assertThat(result.startLagNanos()).isBetween(0L, SECOND.toNanos());
            assertThat(result.tainted()).isEqualTo(result.startLagNanos() > StallDetector.THRESHOLD_NANOS);
        });
        assertThat(transport.count() + fixture.skips.size())
                .isEqualTo((int) fixture.scheduled(probe, ProbeKind.WARM, SECOND, start));
    }

    @Test
    void stall_while_a_probe_is_under_way_taints_it() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        fixture.stalls.watch();
        fixture.prober.add(Probes.warm("a"));
        FakeTransport.Call call = sendOne(fixture, transport);

        fixture.ticker.advance(Duration.ofMillis(400));
        call.succeed(400_000_000L);

        assertThat(fixture.results).hasSize(1);
        ProbeResult result = fixture.results.get(0);
        assertThat(result.outcome().isOk()).isTrue();
        assertThat(result.tainted()).isTrue();
        assertThat(result.isMeasurement()).isFalse();
    }

    @Test
    void session_that_breaks_its_word_and_blocks_makes_others_late_but_never_silently() {
        FakeTicker[] ticker = new FakeTicker[1];
        FakeTransport transport = new FakeTransport(call -> {
            if (call.slot().probe().path().service().equals("blocks")) {
                ticker[0].advance(Duration.ofMillis(300));
            }
            call.succeed(1);
        });
        ProberFixture fixture = new ProberFixture(transport);
        ticker[0] = fixture.ticker;
        fixture.prober.add(Probes.warm("blocks"));
        for (int i = 0; i < 20; i++) {
            fixture.prober.add(Probes.warm("service-" + i));
        }

        fixture.run(Duration.ofSeconds(20));

        assertThat(fixture.results)
                .allMatch(result -> result.tainted() || result.startLagNanos() <= StallDetector.THRESHOLD_NANOS);
        assertThat(fixture.results).anyMatch(ProbeResult::tainted);
        assertThat(fixture.results).filteredOn(ProbeResult::isMeasurement).hasSizeGreaterThan(200);
    }

    @Test
    void every_slot_is_sent_or_skipped_however_the_scheduler_sleeps() {
        Random random = new Random(7);
        FakeTransport transport = new FakeTransport(call -> {
            if (random.nextInt(3) > 0) {
                call.succeed(1);
            }
        });
        ProberFixture fixture = new ProberFixture(transport);
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            probes.add(Probes.builder("service-" + i)
                    .interval(Duration.ofMillis(100 + 37 * i))
                    .timeout(Duration.ofMillis(50 + 91 * i))
                    .build());
        }
        long start = fixture.ticker.nanos();
        probes.forEach(fixture.prober::add);
        fixture.run(Duration.ZERO);
        for (int i = 0; i < 200; i++) {
            fixture.run(Duration.ofMillis(random.nextInt(1_000)));
            fixture.oversleep(Duration.ofMillis(random.nextInt(2_000)));
        }

        long scheduled = probes.stream()
                .mapToLong(probe -> fixture.scheduled(probe, ProbeKind.WARM, probe.interval(), start))
                .sum();
        assertThat(transport.count() + fixture.skips.size()).isEqualTo((int) scheduled);
        assertThat(fixture.skips)
                .extracting(ProberFixture.Skip::reason)
                .contains(SkipReason.STALLED, SkipReason.OUTSTANDING);
    }

    @Test
    void ten_thousand_paths_are_each_sent_when_they_should() {
        FakeTransport transport = FakeTransport.answering(1);
        ProberFixture fixture = new ProberFixture(transport);
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            probes.add(Probes.warm("service-" + i));
        }
        long start = fixture.ticker.nanos();
        probes.forEach(fixture.prober::add);

        fixture.run(Duration.ofSeconds(10));

        long scheduled = probes.stream()
                .mapToLong(probe -> fixture.scheduled(probe, ProbeKind.WARM, SECOND, start))
                .sum();
        assertThat((long) fixture.results.size()).isEqualTo(scheduled);
        assertThat(fixture.results).allMatch(result -> result.startLagNanos() == 0);
        assertThat(fixture.skips).isEmpty();
    }

    @Test
    void removed_path_leaves_nothing_and_says_nothing() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        Probe gone = Probes.warm("gone");
        Probe stays = Probes.warm("stays");
        fixture.prober.add(gone);
        fixture.prober.add(stays);
        fixture.run(Duration.ofSeconds(2));
        List<FakeTransport.Call> underWay = transport.calls();

        fixture.prober.remove(gone);
        fixture.run(Duration.ZERO);
        underWay.forEach(call -> call.succeed(1));

        assertThat(transport.closed()).containsExactly(gone.path());
        assertThat(fixture.results)
                .isNotEmpty()
                .allMatch(result -> result.slot().probe().equals(stays));
        assertThat(fixture.prober.paths()).isEqualTo(1);
        assertThat(fixture.prober.outstanding()).isZero();
        fixture.prober.remove(stays);
        fixture.run(Duration.ZERO);
        assertThat(fixture.prober.loop().turns().size()).isZero();
    }

    @Test
    void path_added_twice_is_refused_and_its_second_session_closed() {
        FakeTransport transport = FakeTransport.answering(1);
        ProberFixture fixture = new ProberFixture(transport);
        Probe probe = Probes.warm("a");
        fixture.prober.add(probe);

        assertThatThrownBy(() -> fixture.prober.add(probe))
                .hasMessageContaining(probe.path().toString());

        assertThat(transport.opened()).hasSize(2);
        assertThat(transport.closed()).hasSize(1);
    }

    @Test
    void after_close_nothing_is_sent_added_or_started() {
        FakeTransport transport = FakeTransport.silent();
        ProberFixture fixture = new ProberFixture(transport);
        fixture.prober.add(Probes.warm("a"));
        fixture.run(Duration.ofSeconds(2));
        int sent = transport.count();

        fixture.prober.close();
        fixture.prober.close();
        fixture.prober.add(Probes.warm("b"));
        fixture.run(Duration.ofSeconds(10));

        assertThat(transport.count()).isEqualTo(sent);
        assertThat(fixture.results).isEmpty();
        assertThat(fixture.prober.outstanding()).isZero();
        assertThat(transport.channels()).isZero();
        assertThatThrownBy(fixture.prober::start).isInstanceOf(IllegalStateException.class);
    }

    /** Runs until one more probe was sent, and hands it out. */
    private static FakeTransport.Call sendOne(ProberFixture fixture, FakeTransport transport) {
        int before = transport.count();
        while (transport.count() == before) {
            fixture.run(Duration.ofMillis(5));
            fixture.stalls.tick();
        }
        return transport.calls().get(before);
    }

    private static List<ProbeResult> of(ProberFixture fixture, String service) {
        return fixture.results.stream()
                .filter(result -> result.slot().probe().path().service().equals(service))
                .toList();
    }
}
