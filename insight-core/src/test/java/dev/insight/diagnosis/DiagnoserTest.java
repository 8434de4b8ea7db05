package dev.insight.diagnosis;

import static dev.insight.diagnosis.SimulatedLayer.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.SimulatedLayer.Failure;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a layer in which one thing, or two, or none goes wrong. */
class DiagnoserTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);
    private static final Duration FAULT = Duration.ofMinutes(5);
    private static final Duration AFTER = Duration.ofMinutes(4);

    @Test
    void nothing_is_said_when_nothing_is_wrong() {
        assertThat(new SimulatedLayer().run(Duration.ofHours(3)).verdicts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mediary-eu>mediary-sg, 15, LINK_DEGRADED",
        "gateway-us>mediary-us, 8, LINK_DEGRADED",
        "mediary-sg, 8, HOP_SLOW",
        "gateway-eu, 8, HOP_SLOW",
        "service-us, 10, SERVICE_SLOW"
    })
    void what_takes_longer_is_named_once_and_closed(String component, double millis, Cause cause) {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        long since = layer.nowMicros();
        layer.slow(component, millis).run(FAULT).repair().run(AFTER);

        List<Verdict> said = layer.verdicts();
        assertThat(said).extracting(Verdict::id).containsOnly("i1");
        assertThat(said).extracting(Verdict::cause).containsOnly(cause);
        assertThat(said).extracting(verdict -> canonical(verdict.component())).containsOnly(canonical(component));
        assertThat(said.get(0).epochMicros() - since).isBetween(0L, 20 * SECOND);
        assertThat(Math.abs(said.get(0).sinceEpochMicros() - since)).isLessThanOrEqualTo(5 * SECOND);
        assertThat(said.get(said.size() - 1).state()).isEqualTo(State.CLOSE);
        assertThat(said.get(0).evidence().excessNanos() / 1e6).isBetween(0.7 * millis, 1.3 * millis);
    }

    @Test
    void a_queue_makes_slow_overloaded() {
        SimulatedLayer layer =
                new SimulatedLayer().run(LEARNING).queue("mediary-sg", 30).run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.HOP_OVERLOADED);
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("mediary-sg");
    }

    @Test
    void a_busy_host_alone_is_no_incident() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        for (int i = 0; i < 40; i++) {
            layer.load("mediary-eu", 0.97);
            layer.run(Duration.ofSeconds(15));
        }
        assertThat(layer.verdicts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mediary-sg, UNAVAILABLE, RPC, true, false, 1, HOP_DOWN",
        "gateway-eu, RESOURCE_EXHAUSTED, RPC, false, false, 0.5, HOP_FAILING",
        "service-us, UNAVAILABLE, RPC, false, false, 0.5, SERVICE_FAILING",
        "gateway-eu, UNAVAILABLE, TLS, true, true, 1, TLS_FAILING"
    })
    void what_fails_is_named_whether_or_not_hops_say_who_decided(
            String hop, String code, Phase phase, boolean isBefore, boolean vanishes, double share, Cause cause) {
        for (boolean blunt : new boolean[] {false, true}) {
            SimulatedLayer layer = new SimulatedLayer();
            if (blunt) {
                layer.blunt();
            }
            layer.run(LEARNING)
                    .fail(hop, new Failure(code, phase, isBefore, vanishes, share))
                    .run(FAULT)
                    .repair()
                    .run(AFTER);

            Verdict settled = settled(layer);
            assertThat(settled.cause()).isEqualTo(cause);
            assertThat(settled.component()).isEqualTo(hop);
            assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
            assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
        }
    }

    @ParameterizedTest
    @CsvSource({"DNS, DNS_FAILING, prober-eu", "TLS, TLS_FAILING, gateway-eu"})
    void what_only_new_connections_feel_is_found_by_cold_probes_and_closed(Phase phase, Cause cause, String component) {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        Outcome failed = Outcome.failed("UNAVAILABLE", phase, null);
        layer.cold("eu", "sg", failed).run(Duration.ofSeconds(20)).cold("eu", "us", failed);
        assertThat(layer.verdicts()).isEmpty();
        for (int i = 0; i < 3; i++) {
            layer.run(Duration.ofSeconds(40)).cold("sg", "us", Outcome.ok()).cold("eu", "sg", failed);
        }
        assertThat(layer.verdicts()).isNotEmpty();
        layer.cold("eu", "sg", Outcome.ok()).run(AFTER);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(cause);
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly(component);
        assertThat(layer.verdicts()).first().extracting(Verdict::state).isEqualTo(State.OPEN);
        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
    }

    @Test
    void one_dead_name_among_others_is_found() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        for (int i = 0; i < 4; i++) {
            layer.cold("eu", "sg", Outcome.failed("UNAVAILABLE", Phase.DNS, null))
                    .run(Duration.ofSeconds(30));
            layer.cold("eu", "us", Outcome.ok()).run(Duration.ofSeconds(30));
        }

        assertThat(layer.verdicts()).isNotEmpty().extracting(Verdict::cause).containsOnly(Cause.DNS_FAILING);
    }

    @Test
    void cold_probes_that_are_rare_make_one_incident_of_one_fault_and_a_lost_call_no_other() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        Failure lost = new Failure("UNAVAILABLE", Phase.RPC, false, false, 1);
        for (int i = 0; i < 10; i++) {
            layer.cold("eu", "sg", Outcome.failed("UNAVAILABLE", Phase.DNS, null))
                    .run(Duration.ofSeconds(145));
            if (i == 1) {
                layer.fail("service-sg", lost).run(Duration.ofSeconds(5)).repair();
            } else {
                layer.run(Duration.ofSeconds(5));
            }
        }
        assertThat(layer.verdicts()).isNotEmpty();
        layer.run(Duration.ofMinutes(15));

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.DNS_FAILING);
        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
    }

    @Test
    void a_peer_that_stands_still_is_not_told_of_as_a_handshake_too() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        layer.fail("gateway-eu", new Failure("DEADLINE_EXCEEDED", Phase.RPC, true, true, 1));
        for (int i = 0; i < 8; i++) {
            layer.run(Duration.ofSeconds(30)).cold("eu", "sg", Outcome.failed("DEADLINE_EXCEEDED", Phase.TLS, null));
        }

        assertThat(layer.verdicts()).isNotEmpty().extracting(Verdict::cause).doesNotContain(Cause.TLS_FAILING);
    }

    @Test
    void since_never_moves_forward_while_a_fault_goes_on() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        for (int minute = 0; minute < 15; minute++) {
            layer.slow("mediary-sg", 15 + 3 * minute).run(Duration.ofMinutes(1));
        }
        layer.slow("mediary-sg", 0).run(AFTER);

        assertThat(layer.verdicts()).hasSizeGreaterThan(2);
        for (int i = 1; i < layer.verdicts().size(); i++) {
            assertThat(layer.verdicts().get(i).sinceEpochMicros())
                    .isLessThanOrEqualTo(layer.verdicts().get(i - 1).sinceEpochMicros());
        }
    }

    @Test
    void a_prober_that_starts_is_none_that_stands_still_and_one_that_goes_on_so_is() {
        SimulatedLayer layer = new SimulatedLayer().pause(1).run(Duration.ofSeconds(10));
        layer.pause(0).run(LEARNING);
        assertThat(layer.verdicts()).isEmpty();

        SimulatedLayer still = new SimulatedLayer().pause(1).run(Duration.ofMinutes(1));
        assertThat(still.verdicts()).isNotEmpty().extracting(Verdict::cause).containsOnly(Cause.PROBER_IMPAIRED);
    }

    @Test
    void what_fails_is_not_taken_as_usual_however_long_it_lasts() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        layer.fail("service-sg", new Failure("INTERNAL", Phase.RPC, false, false, 1))
                .run(Duration.ofHours(7));

        assertThat(layer.verdicts()).isNotEmpty().extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).extracting(Verdict::state).doesNotContain(State.CLOSE);
    }

    @Test
    void a_cold_probe_that_fails_now_and_then_is_no_incident() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        for (int i = 0; i < 40; i++) {
            boolean fails = i % 10 == 0;
            layer.cold("eu", "sg", fails ? Outcome.failed("UNAVAILABLE", Phase.DNS, null) : Outcome.ok())
                    .cold("eu", "us", Outcome.failed("UNAVAILABLE", Phase.CONNECT, null))
                    .run(Duration.ofSeconds(60));
        }
        assertThat(layer.verdicts()).isEmpty();
    }

    @Test
    void calls_that_vanish_between_regions_accuse_the_link_that_all_of_them_share() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        // Whatever comes to mediary-sg by way of mediary-eu is lost, and the other way round.
        layer.fail("mediary-sg", new Failure("DEADLINE_EXCEEDED", Phase.RPC, true, true, 1))
                .run(FAULT);

        Verdict settled = settled(layer);
        assertThat(settled.cause()).isIn(Cause.LINK_DOWN, Cause.HOP_DOWN);
        assertThat(settled.component()).contains("mediary-sg");
    }

    @Test
    void lost_packets_show_though_the_middle_does_not_move() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .lose("mediary-eu>mediary-us", 0.15)
                .run(Duration.ofMinutes(10));

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.LINK_DEGRADED);
        assertThat(settled(layer).evidence().kind()).isIn("loss", "tail");
        assertThat(canonical(settled(layer).component())).isEqualTo("mediary-eu>mediary-us");
    }

    @Test
    void calls_that_are_lost_and_calls_that_stall_are_one_fault() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .lose("mediary-eu>mediary-us", 0.15)
                .vanish(0.25)
                .run(Duration.ofMinutes(2))
                .vanish(0)
                .run(Duration.ofMinutes(10))
                .repair()
                .run(Duration.ofMinutes(15));

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).last().satisfies(last -> {
            assertThat(last.cause()).isEqualTo(Cause.LINK_DEGRADED);
            assertThat(canonical(last.component())).isEqualTo("mediary-eu>mediary-us");
            assertThat(last.state()).isEqualTo(State.CLOSE);
        });
    }

    @Test
    void what_waits_behind_a_queue_is_not_accused_nor_is_one_of_its_instances() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .queue("gateway-eu", 60)
                .early(0.6)
                .run(FAULT)
                .repair()
                .run(AFTER);

        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("gateway-eu");
        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.HOP_OVERLOADED);
    }

    @Test
    void what_goes_on_as_it_was_is_no_news() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .fail("service-us", new Failure("INTERNAL", Phase.RPC, false, false, 1))
                .run(Duration.ofMinutes(20));

        assertThat(layer.verdicts()).hasSizeBetween(1, 4);
    }

    @Test
    void a_path_that_a_settled_incident_comes_to_touch_is_told_of() {
        Probe late = SimulatedLayer.probe("us", "sg");
        SimulatedLayer layer = new SimulatedLayer();
        layer.probes().remove(late);
        layer.diagnoser().removed(late);
        layer.run(LEARNING)
                .fail("service-sg", new Failure("INTERNAL", Phase.RPC, false, false, 1))
                .run(FAULT);
        assertThat(layer.verdicts()).noneMatch(verdict -> verdict.paths().contains(late.path()));
        int before = layer.verdicts().size();

        layer.probes().add(late);
        layer.diagnoser().added(late);
        layer.run(Duration.ofMinutes(10));

        assertThat(layer.verdicts().subList(before, layer.verdicts().size()))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.id()).isEqualTo("i1");
                    assertThat(verdict.paths()).contains(late.path());
                });
    }

    @Test
    void without_tails_lost_packets_are_not_seen_and_shifts_are() {
        SimulatedLayer lossy = new SimulatedLayer(Diagnoser::withoutTails)
                .run(LEARNING)
                .lose("mediary-eu>mediary-us", 0.05)
                .run(Duration.ofMinutes(10));
        SimulatedLayer slow = new SimulatedLayer(Diagnoser::withoutTails)
                .run(LEARNING)
                .slow("mediary-sg", 8)
                .run(FAULT);

        assertThat(lossy.verdicts()).isEmpty();
        assertThat(slow.verdicts()).extracting(Verdict::component).containsOnly("mediary-sg");
    }

    @Test
    void the_prober_suspects_itself_first_and_its_pauses_accuse_nobody() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .pause(0.5)
                .run(FAULT)
                .repair()
                .run(AFTER);

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.PROBER_IMPAIRED);
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("prober-eu");
        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
    }

    @Test
    void two_faults_are_two_incidents() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .slow("mediary-eu>mediary-sg", 40)
                .slow("gateway-us", 15)
                .run(FAULT);

        assertThat(layer.verdicts())
                .filteredOn(verdict -> verdict.state() == State.OPEN)
                .extracting(verdict -> canonical(verdict.component()))
                .containsExactlyInAnyOrder("mediary-eu>mediary-sg", "gateway-us");
    }

    @Test
    void a_fault_that_comes_and_goes_is_one() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        for (int i = 0; i < 6; i++) {
            layer.slow("mediary-eu>mediary-us", 30).run(Duration.ofSeconds(60));
            layer.repair().run(Duration.ofSeconds(60));
        }
        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
    }

    @Test
    void hops_that_do_not_stamp_are_part_of_the_segment_that_is_named() {
        SimulatedLayer layer = new SimulatedLayer("mediary-eu", "mediary-sg", "mediary-us")
                .run(LEARNING)
                .slow("mediary-eu>mediary-sg", 30)
                .run(FAULT);

        assertThat(canonical(settled(layer).component())).isEqualTo("gateway-eu>gateway-sg");
        assertThat(settled(layer).cause()).isEqualTo(Cause.LINK_DEGRADED);
    }

    @Test
    void who_is_not_to_blame_is_said_once_a_bound_holds() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .slow("mediary-eu>mediary-sg", 30)
                .run(FAULT);

        Evidence evidence = settled(layer).evidence();
        assertThat(evidence.cleared())
                .extracting(Evidence.Cleared::component)
                .contains("gateway-eu", "mediary-eu", "mediary-sg", "gateway-sg")
                .doesNotContain("mediary-eu>mediary-sg", "mediary-sg>mediary-eu");
        assertThat(evidence.cleared()).allMatch(cleared -> cleared.boundNanos() < 3_500_000);
        assertThat(evidence.sentence()).contains("cleared:", "ms");
    }

    @Test
    void who_is_next_likeliest_is_named_with_the_number_by_which_it_lost() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .slow("mediary-eu>mediary-sg", 30)
                .slow("gateway-sg", 1.5)
                .run(FAULT);

        Evidence evidence = settled(layer).evidence();
        assertThat(evidence.runnerUp()).matches("gateway-sg, 1\\.[2-8] of 3[12]\\.\\d ms");
        assertThat(evidence.sentence()).contains("; next likeliest: " + evidence.runnerUp());
    }

    @Test
    void next_likeliest_of_failures_says_how_many_it_explains_and_how_much_worse() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .fail("mediary-sg", new Failure("UNAVAILABLE", Phase.RPC, true, false, 1))
                .run(FAULT);

        assertThat(settled(layer).evidence().runnerUp())
                .isNotNull()
                .matches("\\w+ at \\S+ \\(\\d+ of \\d+ failures, (over )?\\d+ times less likely\\)");
    }

    @Test
    void a_level_that_stays_for_hours_becomes_the_usual_one() {
        SimulatedLayer layer =
                new SimulatedLayer().run(LEARNING).slow("mediary-sg", 20).run(Duration.ofHours(7));

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
        assertThat(layer.verdicts().get(layer.verdicts().size() - 1).evidence().sentence())
                .contains("taken as usual");
    }

    @Test
    void while_the_prober_was_not_there_nothing_was_quiet() {
        SimulatedLayer layer =
                new SimulatedLayer().run(LEARNING).slow("gateway-sg", 20).run(FAULT);
        long before = layer.verdicts().stream()
                .filter(verdict -> verdict.state() == State.CLOSE)
                .count();
        layer.skip(Duration.ofMinutes(10)).run(FAULT);

        assertThat(before).isZero();
        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).noneMatch(verdict -> verdict.state() == State.CLOSE);
    }

    @Test
    void a_gap_that_a_hosts_load_ends_is_no_quiet_either() {
        SimulatedLayer layer =
                new SimulatedLayer().run(LEARNING).slow("gateway-sg", 20).run(FAULT);
        layer.skip(Duration.ofMinutes(10)).load("gateway-sg", 0.4);
        layer.run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).noneMatch(verdict -> verdict.state() == State.CLOSE);
    }

    @Test
    void links_of_one_hop_that_rise_one_after_the_other_are_one_incident() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .slow("gateway-eu>mediary-eu", 20)
                .run(Duration.ofSeconds(30))
                .slow("mediary-eu>mediary-sg", 20)
                .slow("mediary-eu>mediary-us", 20)
                .run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
    }

    @Test
    void what_was_slow_from_the_start_and_is_no_more_accuses_no_instance() {
        SimulatedLayer layer = new SimulatedLayer()
                .slow("gateway-eu", 20)
                .run(LEARNING)
                .repair()
                .run(Duration.ofMinutes(30));

        assertThat(layer.verdicts()).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_gap_costs_no_time_however_long_a_record_says_it_was() {
        SimulatedLayer layer =
                new SimulatedLayer().run(LEARNING).slow("gateway-sg", 20).run(FAULT);
        layer.skip(Duration.ofDays(70_000)).run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).noneMatch(verdict -> verdict.state() == State.CLOSE);
    }

    @Test
    void an_incident_whose_paths_are_measured_no_more_is_closed() {
        SimulatedLayer layer =
                new SimulatedLayer().run(LEARNING).slow("service-us", 30).run(FAULT);
        layer.probes().forEach(layer.diagnoser()::removed);

        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
    }

    @Test
    void the_same_records_yield_the_same_verdicts() {
        List<Verdict> once = new SimulatedLayer()
                .run(LEARNING)
                .slow("gateway-eu", 9)
                .run(FAULT)
                .verdicts();
        List<Verdict> again = new SimulatedLayer()
                .run(LEARNING)
                .slow("gateway-eu", 9)
                .run(FAULT)
                .verdicts();

        assertThat(once).isNotEmpty().isEqualTo(again);
    }

    private static Verdict settled(SimulatedLayer layer) {
        List<Verdict> said = layer.verdicts().stream()
                .filter(verdict -> verdict.state() != State.CLOSE)
                .toList();
        assertThat(said).isNotEmpty();
        return said.get(said.size() - 1);
    }

    /** A link has no direction. */
    private static String canonical(String component) {
        String[] ends = component.split(">");
        return ends.length == 2 && ends[0].compareTo(ends[1]) > 0 ? ends[1] + ">" + ends[0] : component;
    }
}
