package dev.insight.decomposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.RandomStamps;
import dev.insight.hop.Ticker;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of any stamps on any route, however wrong. */
class DecomposerPropertyTest {
    private static final int CASES = 5_000;

    private final RandomStamps random = new RandomStamps(20_261_124);

    private record Case(long latencyNanos, HopPath path, List<String> route, Decomposition split) {}

    private interface Property {
        void holds(Case call);
    }

    @Test
    void the_terms_add_up_to_the_latency_whatever_the_numbers() {
        forAll(call -> assertThat(sum(call.split)).isEqualTo(BigInteger.valueOf(call.latencyNanos)));
    }

    @Test
    void negative_parts_beyond_noise_are_flagged() {
        // The largest unit is that of the default, and 50 millionths are of the inner total at most. A proxy's values
        // are a
        // unit too long at most, and the other end's a unit too short.
        forAll(call -> assertThat(call.split.terms()).allSatisfy(term -> {
            long tick = term.flaws().contains(Flaw.LOWER_FIDELITY) ? 1_000 : 0;
            long noise = term.kind() == Term.Kind.SELF ? tick : 1_000 + tick + longest(call) / 20_000;
            assertThat(term.nanos() >= -noise || !term.isValid()).isTrue();
        }));
    }

    @Test
    void valid_parts_are_no_longer_than_the_call() {
        forAll(call -> assertThat(call.split.terms())
                .filteredOn(Term::isValid)
                .allSatisfy(term -> assertThat(BigInteger.valueOf(term.nanos()))
                        .isLessThanOrEqualTo(BigInteger.valueOf(call.latencyNanos)
                                .add(BigInteger.valueOf(call.latencyNanos / 20_000 + 1_000)))));
    }

    @Test
    void a_valid_queue_is_no_longer_than_its_hop_lived() {
        forAll(call -> call.split.terms().stream()
                .filter(term -> term.queueNanos() > 0)
                .forEach(term -> assertThat(call.path.stamps())
                        .anyMatch(stamp -> stamp.name().equals(term.name())
                                && stamp.queueNanos() == term.queueNanos()
                                && stamp.queueNanos() <= stamp.totalNanos())));
    }

    @Test
    void hops_that_told_no_time_are_named_where_they_merge() {
        forAll(call -> {
            List<String> told = new ArrayList<>();
            for (Term term : call.split.terms()) {
                told.addAll(term.hides());
                told.add(term.name().substring(term.name().lastIndexOf('>') + 1));
                assertThat(term.display().contains(">?"))
                        .isEqualTo(!term.hides().isEmpty() || term.name().endsWith("?"));
            }
            assertThat(told).containsAll(call.split.missing());
            assertThat(told).containsAll(call.route);
        });
    }

    @Test
    void links_join_neighbours_from_the_caller_outward() {
        forAll(call -> {
            String at = "me";
            for (Term term : call.split.terms()) {
                if (term.kind() == Term.Kind.SELF) {
                    assertThat(term.name()).isEqualTo(at);
                } else {
                    assertThat(term.name()).startsWith(at + ">");
                    at = term.name().substring(at.length() + 1);
                }
            }
        });
    }

    @Test
    void every_stamp_and_every_missing_hop_is_counted_once() {
        forAll(call -> {
            var counts = call.split.stamps();
            int used = counts.getOrDefault(StampResult.OK, 0) + counts.getOrDefault(StampResult.CLAMPED, 0);
            int strays = counts.getOrDefault(StampResult.UNEXPECTED, 0);
            assertThat(used + strays).isEqualTo(call.path.stamps().size());
            assertThat(strays).isEqualTo(call.split.strays().size());
            assertThat(counts.getOrDefault(StampResult.MISSING, 0))
                    .isEqualTo(call.split.missing().size());
        });
    }

    @Test
    void stamps_that_are_not_on_the_route_never_name_a_term() {
        forAll(call -> {
            Set<String> known = Set.copyOf(call.route.isEmpty() ? names(call.path) : call.route);
            assertThat(call.split.terms()).allSatisfy(term -> {
                assertThat(known).containsAll(term.hides());
                if (term.kind() == Term.Kind.SELF) {
                    assertThat(known).contains(term.name());
                }
            });
        });
    }

    @Test
    void a_call_without_latency_has_no_terms_and_the_same_findings() {
        forAll(call -> {
            Decomposition failed = Decomposer.decompose("me", HopStamp.ABSENT, call.path, call.route);
            assertThat(failed.terms()).isEmpty();
            assertThat(failed.missing()).isEqualTo(call.split.missing());
            assertThat(failed.lastHop()).isEqualTo(call.split.lastHop());
            assertThat(failed.stamps()).isEqualTo(call.split.stamps());
        });
    }

    @Test
    void a_call_cut_straight_into_a_sink_has_the_terms_of_its_route_unknown() {
        forAll(call -> {
            CallTimer timer = CallTimer.create(new CountedTicker(call.latencyNanos));
            timer.started();
            timer.attempt().answered(List.of());
            timer.closed("OK");
            TermList cut = new TermList();
            Decomposer.cut("me", timer.sampled("shop.Payments/Pay", false, call.path), cut);

            assertThat(cut.terms())
                    .isEqualTo(Decomposer.decompose("me", call.latencyNanos, call.path, List.of())
                            .terms());
        });
    }

    /** Moves by so much after its second reading, which a call's attempt begins with. */
    private static final class CountedTicker implements Ticker {
        private final long stepNanos;
        private int readings;

        CountedTicker(long stepNanos) {
            this.stepNanos = stepNanos;
        }

        @Override
        public long nanos() {
            return ++readings > 2 ? stepNanos : 0;
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    }

    private void forAll(Property property) {
        for (int i = 0; i < CASES; i++) {
            long latency = Math.max(random.duration(), 0);
            HopPath path = new HopPath(random.path(), 0, 0);
            List<String> route = random.route();
            Decomposition split = Decomposer.decompose("me", latency, path, route);
            Case call = new Case(latency, path, route, split);
            try {
                property.holds(call);
            } catch (AssertionError e) {
                throw new AssertionError(call.toString(), e);
            }
        }
    }

    private static BigInteger sum(Decomposition split) {
        return split.terms().stream()
                .map(term -> BigInteger.valueOf(term.nanos()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long longest(Case call) {
        return call.path.stamps().stream()
                .mapToLong(stamp -> Math.max(stamp.totalNanos(), stamp.upstreamNanos()))
                .max()
                .orElse(0);
    }

    private static List<String> names(HopPath path) {
        return path.stamps().stream().map(HopStamp::name).toList();
    }
}
