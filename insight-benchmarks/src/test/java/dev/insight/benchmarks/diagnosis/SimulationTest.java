package dev.insight.benchmarks.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final long SEED = 7;

    /** Keeps what a detector is told. */
    private static final class Witness implements Detector {
        private final List<String> told = new ArrayList<>();
        private final List<ProbeResult> results = new ArrayList<>();
        private final List<Decomposition> decompositions = new ArrayList<>();
        private final List<HostLoad> loads = new ArrayList<>();

        @Override
        public void added(Probe probe) {
            told.add(probe.toString());
        }

        @Override
        public void observe(ProbeResult result, Decomposition decomposition) {
            told.add(result + " " + result.slot().intendedEpochMicros() + " " + result.startLagNanos());
            results.add(result);
            decompositions.add(decomposition);
        }

        @Override
        public void observe(HostLoad load) {
            told.add(load.toString());
            loads.add(load);
        }
    }

    private static Kind kind(String name) {
        return Kind.all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Witness play(String kind, long seed) {
        Witness witness = new Witness();
        Simulation.play(kind(kind).scenario(seed, 0), List.of(witness));
        return witness;
    }

    @Test
    void same_seed_tells_the_same() {
        assertThat(play("wan-loss", SEED).told).isEqualTo(play("wan-loss", SEED).told);
    }

    @Test
    void other_seed_tells_otherwise() {
        assertThat(play("wan-loss", SEED).told).isNotEqualTo(play("wan-loss", SEED + 1).told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wan-step", "dark-mediary", "hop-overload", "retry-storm", "prober-pause", "gateway-errors"})
    void terms_add_up_to_the_latency(String kind) {
        Witness witness = play(kind, SEED);

        assertThat(witness.decompositions).isNotEmpty();
        for (int i = 0; i < witness.decompositions.size(); i++) {
            Decomposition decomposition = witness.decompositions.get(i);
            ProbeResult result = witness.results.get(i);
            assertThat(decomposition.latencyNanos()).isEqualTo(result.latencyNanos());
            assertThat(decomposition.strays()).isEmpty();
            if (result.outcome().isOk()) {
                assertThat(decomposition.terms().stream().mapToLong(Term::nanos).sum())
                        .isEqualTo(result.latencyNanos());
                assertThat(decomposition.terms())
                        .allSatisfy(term -> assertThat(term.nanos()).isNotNegative());
            } else {
                assertThat(decomposition.terms()).isEmpty();
            }
        }
    }

    @Test
    void results_come_in_the_order_of_intended_starts() {
        assertThat(play("two-at-once", SEED).results)
                .isSortedAccordingTo((a, b) ->
                        Long.compare(a.slot().intendedEpochMicros(), b.slot().intendedEpochMicros()));
    }

    @Test
    void call_with_a_fault_differs_by_what_the_fault_does() {
        Scenario scenario = kind("wan-step").scenario(SEED, 0);
        CallModel model = new CallModel(scenario, new Weather(scenario));
        Way way = scenario.ways().stream().filter(Way::isForwarded).findFirst().orElseThrow();
        Fault fault = Fault.of(Effect.LINK_DELAY, way.wanLink(), 0, 100).millis(11);

        for (long call = 0; call < 100; call++) {
            Call without = model.send(50, way, call, way.sites().size(), List.of());
            Call with = model.send(50, way, call, way.sites().size(), List.of(fault));
            Call both = model.send(50, way, call, way.sites().size(), List.of(fault.bothWays(true)));

            assertThat(with.latency - without.latency).isEqualTo(11, within(1e-6));
            assertThat(both.latency - without.latency).isEqualTo(22, within(1e-6));
        }
    }

    @Test
    void every_kind_makes_scenarios() {
        for (Kind kind : Kind.all()) {
            for (int number = 0; number < 20; number++) {
                Scenario scenario = kind.scenario(SEED, number);

                assertThat(scenario.ways()).as(kind.name()).isNotEmpty();
                assertThat(scenario.truths()).as(kind.name()).allSatisfy(truth -> {
                    assertThat(truth.to()).isGreaterThan(truth.from()).isLessThanOrEqualTo(scenario.durationSeconds());
                    assertThat(truth.faults()).allMatch(scenario.faults()::contains);
                });
            }
        }
    }

    @Test
    void strong_fault_is_visible_and_weak_one_is_not() {
        for (Map.Entry<Truth, Damage> entry : Simulation.play(
                        kind("route-shift-small").scenario(SEED, 1), List.of())
                .entrySet()) {
            assertThat(entry.getValue().isVisible(0.03)).isFalse();
        }
        for (Map.Entry<Truth, Damage> entry : Simulation.play(
                        kind("wan-blackhole").scenario(SEED, 0), List.of())
                .entrySet()) {
            assertThat(entry.getValue().isVisible(0.03)).isTrue();
            assertThat(entry.getValue().hasFailures()).isTrue();
        }
    }

    @Test
    void dark_hops_do_not_stamp() {
        Scenario scenario = kind("all-dark").scenario(SEED, 0);
        Witness witness = play("all-dark", SEED);

        assertThat(scenario.dark()).isNotEmpty();
        assertThat(witness.results)
                .allSatisfy(result -> assertThat(result.path().stamps())
                        .noneMatch(stamp -> scenario.dark().contains(stamp.name())));
    }

    @Test
    void gap_is_not_told() {
        Scenario scenario = kind("recording-gap").scenario(SEED, 0);
        Witness witness = play("recording-gap", SEED);

        assertThat(scenario.gaps()).isNotEmpty();
        assertThat(witness.results)
                .allMatch(result ->
                        scenario.isRecorded(Incident.seconds(result.slot().intendedEpochMicros())));
    }
}
