package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.SimulatedLayer.Failure;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one fault does elsewhere accuses nobody else, and does not hide what the fault is. */
class SymptomsTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);
    private static final Duration FAULT = Duration.ofMinutes(5);
    private static final Duration AFTER = Duration.ofMinutes(4);
    private static final Duration ROUND = Duration.ofSeconds(5);

    @Test
    void what_was_late_behind_a_queue_is_forgotten_with_it() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .queue("gateway-eu", 60)
                .early(0.6)
                .run(FAULT)
                .repair()
                .run(AFTER);
        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
        layer.slow("service-sg", 40).run(ROUND).repair().run(AFTER);

        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("gateway-eu");
    }

    @Test
    void what_is_late_behind_a_queue_and_was_late_once_before_is_the_queues() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .slow("service-sg", 40)
                .run(ROUND)
                .repair()
                .run(Duration.ofSeconds(20))
                .queue("gateway-sg", 60)
                .early(0.6)
                .run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("gateway-sg");
    }

    @Test
    void messages_that_are_lost_make_services_wait_and_are_the_links() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .lose("mediary-eu>mediary-us", 0.1)
                .loseMessages(0.1)
                .run(Duration.ofMinutes(15));

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.LINK_DEGRADED);
    }

    @Test
    void a_service_that_is_late_on_all_paths_is_slow_though_packets_are_lost_on_one() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .lose("mediary-eu>mediary-us", 0.1)
                .run(Duration.ofMinutes(5));
        for (int i = 0; i < 20; i++) {
            layer.slow("service-us", 200).run(ROUND);
            layer.slow("service-us", 0).run(ROUND.multipliedBy(3));
        }

        assertThat(layer.verdicts()).extracting(Verdict::cause).contains(Cause.SERVICE_SLOW);
    }

    @Test
    void who_shakes_no_hands_is_not_down_though_other_hops_say_so() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .failBetween("gateway-eu", new Failure("UNAVAILABLE", Phase.RPC, true, false, 1))
                .run(ROUND)
                .fail("gateway-eu", new Failure("UNAVAILABLE", Phase.TLS, true, true, 1))
                .run(FAULT)
                .repair()
                .run(AFTER);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.TLS_FAILING);
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("gateway-eu");
    }

    @Test
    void a_hop_that_new_connections_reach_and_shake_no_hands_with_is_not_down() {
        Outcome failed = Outcome.failed("UNAVAILABLE", Phase.TLS, null);
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .failBetween("gateway-eu", new Failure("UNAVAILABLE", Phase.RPC, true, false, 1))
                .run(Duration.ofSeconds(20));
        assertThat(layer.verdicts()).last().extracting(Verdict::cause).isEqualTo(Cause.HOP_DOWN);
        layer.cold("eu", "sg", failed).run(ROUND).cold("eu", "us", failed).run(ROUND);
        layer.cold("eu", "sg", failed).run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).last().extracting(Verdict::cause).isEqualTo(Cause.TLS_FAILING);
    }

    @Test
    void hands_that_are_not_shaken_for_long_after_calls_go_on_are_one_incident() {
        Outcome failed = Outcome.failed("UNAVAILABLE", Phase.TLS, null);
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .failBetween("gateway-eu", new Failure("UNAVAILABLE", Phase.RPC, true, false, 1))
                .run(Duration.ofSeconds(20))
                .cold("eu", "sg", failed)
                .run(Duration.ofSeconds(100))
                .cold("eu", "sg", failed)
                .run(Duration.ofSeconds(100))
                .cold("eu", "sg", failed)
                .repair();
        for (int i = 0; i < 8; i++) {
            layer.run(Duration.ofSeconds(100)).cold("eu", "sg", failed);
        }

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).last().extracting(Verdict::cause).isEqualTo(Cause.TLS_FAILING);
        assertThat(layer.verdicts()).extracting(Verdict::state).doesNotContain(State.CLOSE);
    }

    @Test
    void calls_that_took_ever_longer_at_a_hop_and_then_come_back_no_more_are_not_lost_behind_it() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .queue("gateway-eu", 900)
                .run(ROUND)
                .fail("mediary-eu", new Failure("DEADLINE_EXCEEDED", Phase.RPC, true, true, 1))
                .run(FAULT)
                .repair()
                .run(AFTER);

        List<Verdict> said = layer.verdicts();
        assertThat(said).extracting(Verdict::component).containsOnly("gateway-eu");
        assertThat(said).extracting(Verdict::cause).containsOnly(Cause.HOP_OVERLOADED);
        assertThat(said).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
    }

    @Test
    void calls_that_are_given_up_at_an_overloaded_hop_are_late_and_do_not_say_that_it_is_down() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .queue("gateway-sg", 60)
                .run(Duration.ofSeconds(30))
                .fail("gateway-sg", new Failure("DEADLINE_EXCEEDED", Phase.RPC, true, false, 0.5))
                .run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.HOP_OVERLOADED);
        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
    }

    @Test
    void hops_on_the_machine_that_makes_all_probers_late_are_not_accused_of_it() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        layer.pauseAll(0.5)
                .slow("gateway-eu", 9)
                .slow("mediary-us", 12)
                .slow("gateway-sg>service-sg", 10)
                .run(Duration.ofMinutes(3))
                .repair()
                .run(Duration.ofMinutes(4));

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.PROBER_IMPAIRED);
        assertThat(layer.verdicts()).extracting(Verdict::component).contains("prober-eu", "prober-sg", "prober-us");
        assertThat(layer.verdicts().stream().filter(verdict -> verdict.state() == State.CLOSE))
                .hasSize(3);
    }

    @Test
    void a_hop_elsewhere_is_accused_while_one_prober_stands_still() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING);
        layer.pause(0.5).slow("mediary-sg", 12).run(Duration.ofMinutes(3));

        assertThat(layer.verdicts())
                .extracting(verdict -> verdict.cause() + " " + verdict.component())
                .contains("PROBER_IMPAIRED prober-eu", "HOP_SLOW mediary-sg");
    }

    @Test
    void an_answer_that_a_hop_waited_for_is_not_its_own_failure() {
        Failure refused = new Failure("RESOURCE_EXHAUSTED", Phase.RPC, false, false, 1);
        SimulatedLayer layer = SimulatedLayer.lone("gateway-sg")
                .run(LEARNING)
                .fail("gateway-sg", refused)
                .run(FAULT);

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.HOP_FAILING);
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("gateway-sg");
    }
}
