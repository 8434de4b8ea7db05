package dev.insight.benchmarks.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
        }
    }

    private static Kind kind(String name) {
        return Kind.all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of some scenarios the one with the fewest probes. */
    private static Scenario small(String kind, long seed) {
        return IntStream.range(0, 20)
                .mapToObj(number -> kind(kind).scenario(seed, number))
                .min(Comparator.comparingDouble(some -> some.pathDays() / some.intervalSeconds()))
                .orElseThrow();
    }

    private static Witness play(Scenario scenario) {
        Witness witness = new Witness();
        Simulation.play(scenario, List.of(witness));
        return witness;
    }

    @Test
    void same_seed_tells_the_same() {
        assertThat(play(small("wan-loss", SEED)).told).isEqualTo(play(small("wan-loss", SEED)).told);
    }

    @Test
    void other_seed_tells_otherwise() {
        assertThat(play(small("wan-loss", SEED)).told).isNotEqualTo(play(small("wan-loss", SEED + 1)).told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wan-step", "dark-mediary", "hop-overload", "retry-storm", "prober-pause", "gateway-errors"})
    void terms_add_up_to_the_latency(String kind) {
        Witness witness = play(small(kind, SEED));

        assertThat(witness.decompositions).isNotEmpty();
        for (int i = 0; i < witness.decompositions.size(); i++) {
            ProbeResult result = witness.results.get(i);
            // A plain comparison, for there are many: a failure shows the call.
            if (!addsUp(result, witness.decompositions.get(i))) {
                assertThat(witness.decompositions.get(i)).as(result.toString()).isNull();
            }
        }
    }

    private static boolean addsUp(ProbeResult result, Decomposition decomposition) {
        List<Term> terms = decomposition.terms();
        if (!result.outcome().isOk()) {
            return terms.isEmpty();
        }
        return decomposition.strays().isEmpty()
                && terms.stream().mapToLong(Term::nanos).sum() == result.latencyNanos()
                && terms.stream().allMatch(term -> term.nanos() >= 0 && term.isValid());
    }

    @Test
    void results_come_in_the_order_of_intended_starts() {
        long[] starts = play(small("two-at-once", SEED)).results.stream()
                .mapToLong(result -> result.slot().intendedEpochMicros())
                .toArray();

        assertThat(starts).isSorted().hasSizeGreaterThan(500);
    }

    @Test
    void call_with_a_fault_differs_by_what_the_fault_does() {
        Scenario scenario = small("wan-step", SEED);
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
        for (Map.Entry<Truth, Damage> entry :
                Simulation.play(small("route-shift-small", SEED), List.of()).entrySet()) {
            assertThat(entry.getValue().isVisible(0.03)).isFalse();
        }
        for (Map.Entry<Truth, Damage> entry :
                Simulation.play(small("wan-blackhole", SEED), List.of()).entrySet()) {
            assertThat(entry.getValue().isVisible(0.03)).isTrue();
            assertThat(entry.getValue().hasFailures()).isTrue();
        }
    }

    @Test
    void dark_hops_do_not_stamp() {
        Scenario scenario = small("all-dark", SEED);
        Witness witness = play(scenario);

        assertThat(scenario.dark()).isNotEmpty();
        assertThat(witness.results)
                .allSatisfy(result -> assertThat(result.path().stamps())
                        .noneMatch(stamp -> scenario.dark().contains(stamp.name())));
    }

    @Test
    void gap_is_not_told() {
        Scenario scenario = small("recording-gap", SEED);
        Witness witness = play(scenario);

        assertThat(scenario.gaps()).isNotEmpty();
        assertThat(witness.results).isNotEmpty();
        assertThat(witness.results.stream()
                        .mapToDouble(result -> Incident.seconds(result.slot().intendedEpochMicros()))
                        .filter(t -> !scenario.isRecorded(t))
                        .count())
                .isZero();
    }
}
