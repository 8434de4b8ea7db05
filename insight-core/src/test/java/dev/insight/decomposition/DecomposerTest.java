package dev.insight.decomposition;

import static dev.insight.hop.HopStamp.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecomposerTest {
    private static final long MS = 1_000_000;
    private static final List<String> ROUTE = List.of("gateway-eu", "mediary-sg", "payments");

    @Test
    void a_call_that_every_hop_stamped_splits_into_selfs_and_links() {
        Decomposition split = decompose(
                "payments;t=48211;q=180, mediary-sg;t=51377;u=49020;q=95, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(lines(split))
                .containsExactly(
                        "LINK prober-eu>gateway-eu 1000000",
                        "SELF gateway-eu 1000000",
                        "LINK gateway-eu>mediary-sg 117623000",
                        "SELF mediary-sg 2357000 q=95000",
                        "LINK mediary-sg>payments 809000",
                        "SELF payments 48211000 q=180000");
        assertThat(split.terms()).allMatch(Term::isValid);
        assertThat(split.missing()).isEmpty();
        assertThat(split.lastHop()).isEqualTo("payments");
        assertThat(split.stamps()).isEqualTo(Map.of(StampResult.OK, 3));
    }

    @Test
    void a_hop_without_a_stamp_merges_into_the_link_around_it() {
        Decomposition split = decompose("payments;t=48000, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(lines(split))
                .containsExactly(
                        "LINK prober-eu>gateway-eu 1000000",
                        "SELF gateway-eu 1000000",
                        "LINK gateway-eu>?>payments 121000000 hides=[mediary-sg]",
                        "SELF payments 48000000");
        assertThat(split.terms().get(2).name()).isEqualTo("gateway-eu>payments");
        assertThat(split.terms()).allMatch(Term::isValid);
        assertThat(split.missing()).containsExactly("mediary-sg");
        assertThat(split.stamps()).isEqualTo(Map.of(StampResult.OK, 2, StampResult.MISSING, 1));
    }

    @Test
    void what_lies_behind_the_last_stamping_hop_is_residual() {
        assertThat(lines(decompose("gateway-eu;t=170000;u=169000", 171 * MS)))
                .containsExactly(
                        "LINK prober-eu>gateway-eu 1000000",
                        "SELF gateway-eu 1000000",
                        "RESIDUAL gateway-eu>?>payments 169000000 hides=[mediary-sg, payments]");
    }

    @Test
    void a_call_that_nobody_stamped_is_all_residual() {
        assertThat(lines(decompose("", 171 * MS)))
                .containsExactly("RESIDUAL prober-eu>?>payments 171000000 hides=[gateway-eu, mediary-sg, payments]");
        assertThat(lines(Decomposer.decompose("prober-eu", 5, HopPath.empty(), List.of())))
                .containsExactly("RESIDUAL prober-eu>? 5");
    }

    @Test
    void what_the_service_spends_on_calls_of_its_own_is_residual() {
        assertThat(lines(decompose(
                        "payments;t=48000;u=40000, mediary-sg;t=51000;u=49000, gateway-eu;t=170000;u=169000",
                        171 * MS)))
                .endsWith("SELF payments 8000000", "RESIDUAL payments>? 40000000");
    }

    @Test
    void names_serve_as_the_route_where_none_is_known() {
        HopPath path = HopTrailer.parse(List.of("b;t=3, a;t=9;u=5"));

        assertThat(lines(Decomposer.decompose("me", 10_000, path, List.of())))
                .containsExactly("LINK me>a 1000", "SELF a 4000", "LINK a>b 2000", "SELF b 3000");
    }

    @Test
    void a_failed_call_has_no_terms_but_tells_how_far_it_got() {
        Decomposition split = decompose("mediary-sg;t=51000;e=own, gateway-eu;t=170000;u=169000", ABSENT);

        assertThat(split.latencyNanos()).isEqualTo(ABSENT);
        assertThat(split.terms()).isEmpty();
        assertThat(split.lastHop()).isEqualTo("mediary-sg");
        assertThat(split.missing()).containsExactly("payments");
        assertThat(split.stamps()).isEqualTo(Map.of(StampResult.OK, 2, StampResult.MISSING, 1));
    }

    @Test
    void a_hop_that_tells_only_its_upstream_merges_into_the_link_to_it() {
        assertThat(lines(decompose("payments;t=48000, mediary-sg;t=51000;u=49000, gateway-eu;u=169000", 171 * MS)))
                .startsWith(
                        "LINK prober-eu>gateway-eu 2000000 flaws=[TOTAL_UNKNOWN]",
                        "LINK gateway-eu>mediary-sg 118000000");
    }

    @Test
    void a_hop_that_tells_only_its_total_merges_into_the_link_behind_it() {
        assertThat(lines(decompose("payments;t=48000, mediary-sg;t=51000;u=49000, gateway-eu;t=170000", 171 * MS)))
                .startsWith(
                        "LINK prober-eu>gateway-eu 1000000",
                        "LINK gateway-eu>mediary-sg 119000000 flaws=[UPSTREAM_UNKNOWN]",
                        "SELF mediary-sg 2000000");
    }

    @Test
    void a_hop_that_may_or_may_not_have_called_on_leaves_a_flagged_residual() {
        assertThat(lines(decompose("gateway-eu;t=170000", 171 * MS)))
                .containsExactly(
                        "LINK prober-eu>gateway-eu 1000000",
                        "RESIDUAL gateway-eu>?>payments 170000000 hides=[mediary-sg, payments] flaws=[UPSTREAM_UNKNOWN]");
    }

    @Test
    void a_hop_that_tells_no_time_is_there_but_hidden() {
        Decomposition split = decompose("payments;t=48000, mediary-sg, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(lines(split)).contains("LINK gateway-eu>?>payments 121000000 hides=[mediary-sg]");
        assertThat(split.missing()).isEmpty();
    }

    @Test
    void beside_the_stamped_call_of_a_fan_out_is_residual() {
        assertThat(lines(decompose(
                        "payments;t=48000, mediary-sg;t=51000;u=49000;n=3, gateway-eu;t=170000;u=169000;n=1",
                        171 * MS)))
                .contains(
                        "LINK gateway-eu>mediary-sg 118000000",
                        "RESIDUAL mediary-sg>payments 1000000",
                        "SELF payments 48000000");
    }

    @Test
    void a_link_may_be_negative_by_one_unit_and_50_millionths_of_the_inner_total() {
        // The outer clock's unit is 1 us, and 50 millionths of 200 ms are 10 us.
        assertThat(decompose("gateway-eu;t=200011;u=0", 200 * MS).terms().get(0).flaws())
                .isEmpty();
        assertThat(decompose("gateway-eu;t=200012;u=0", 200 * MS).terms().get(0).flaws())
                .containsExactly(Flaw.NEGATIVE_LINK);
        assertThat(decompose("gateway-eu;t=203;u=0;unit=ms", 200 * MS)
                        .terms()
                        .get(0)
                        .flaws())
                .containsExactly(Flaw.NEGATIVE_LINK);
        assertThat(decompose("gateway-eu;t=201;u=0;unit=ms", 200 * MS)
                        .terms()
                        .get(0)
                        .flaws())
                .isEmpty();
    }

    @Test
    void a_hop_that_waited_longer_than_it_lived_is_flagged_with_what_is_behind_it() {
        Decomposition split = decompose("gateway-eu;t=50000;u=60000", 171 * MS);

        assertThat(lines(split))
                .containsExactly(
                        "LINK prober-eu>gateway-eu 121000000",
                        "SELF gateway-eu -10000000 flaws=[NEGATIVE_SELF]",
                        "RESIDUAL gateway-eu>?>payments 60000000 hides=[mediary-sg, payments] flaws=[NEGATIVE_SELF]");
        assertThat(split.stamps()).containsEntry(StampResult.CLAMPED, 1).doesNotContainKey(StampResult.OK);
    }

    @Test
    void a_proxy_may_have_waited_a_tick_longer_than_it_lived() {
        // As nginx does, whose two durations are counted in milliseconds of two clocks.
        Decomposition split = decompose("gateway-eu;unit=s;t=\"0.050\";u=\"0.051\";f=h", 51 * MS);

        assertThat(lines(split))
                .startsWith(
                        "LINK prober-eu>gateway-eu 1000000 flaws=[LOWER_FIDELITY]",
                        "SELF gateway-eu -1000000 flaws=[LOWER_FIDELITY]");
        assertThat(split.stamps()).containsEntry(StampResult.OK, 1);
        assertThat(lines(decompose("gateway-eu;unit=s;t=\"0.050\";u=\"0.052\";f=h", 51 * MS)))
                .contains("SELF gateway-eu -2000000 flaws=[NEGATIVE_SELF, LOWER_FIDELITY]");
    }

    @Test
    void a_link_between_proxies_may_be_negative_by_a_unit_of_either() {
        String gateway = ", gateway-eu;unit=ms;t=50;u=50;f=h";

        assertThat(lines(decompose("mediary-sg;unit=ms;t=52;u=50;f=h" + gateway, 51 * MS)))
                .contains("LINK gateway-eu>mediary-sg -2000000 flaws=[LOWER_FIDELITY]");
        assertThat(lines(decompose("mediary-sg;unit=ms;t=53;u=50;f=h" + gateway, 51 * MS)))
                .contains("LINK gateway-eu>mediary-sg -3000000 flaws=[NEGATIVE_LINK, LOWER_FIDELITY]");
        assertThat(lines(decompose("mediary-sg;t=52000;u=50000" + gateway, 51 * MS)))
                .contains("LINK gateway-eu>mediary-sg -2000000 flaws=[NEGATIVE_LINK, LOWER_FIDELITY]");
    }

    @Test
    void a_queue_longer_than_the_hop_lived_is_not_believed() {
        Decomposition split = decompose("gateway-eu;t=50000;u=40000;q=50001", 171 * MS);

        assertThat(lines(split)).contains("SELF gateway-eu 10000000 flaws=[QUEUE_OVER_TOTAL]");
        assertThat(split.stamps()).containsEntry(StampResult.CLAMPED, 1);
    }

    @Test
    void nothing_is_wrong_with_zero() {
        Decomposition split = decompose("payments;t=0;q=0, mediary-sg;t=0;u=0;q=0;n=1, gateway-eu;t=5;u=5;q=5;n=1", 0);

        assertThat(lines(split))
                .containsExactly(
                        "LINK prober-eu>gateway-eu -5000 flaws=[NEGATIVE_LINK]",
                        "SELF gateway-eu 0 q=5000",
                        "LINK gateway-eu>mediary-sg 5000 flaws=[LONGER_THAN_CALL]",
                        "SELF mediary-sg 0 q=0",
                        "LINK mediary-sg>payments 0",
                        "SELF payments 0 q=0");
        assertThat(split.stamps()).isEqualTo(Map.of(StampResult.OK, 3));
    }

    @Test
    void a_part_longer_than_the_call_is_flagged() {
        assertThat(lines(decompose("gateway-eu;t=900000;u=1", 171 * MS)))
                .startsWith(
                        "LINK prober-eu>gateway-eu -729000000 flaws=[NEGATIVE_LINK]",
                        "SELF gateway-eu 899999000 flaws=[LONGER_THAN_CALL]");
    }

    @Test
    void a_part_may_be_longer_than_the_call_by_one_unit_and_50_millionths() {
        assertThat(decompose("gateway-eu;t=200011;u=0", 200 * MS).terms().get(1).flaws())
                .isEmpty();
        assertThat(decompose("gateway-eu;t=200012;u=0", 200 * MS).terms().get(1).flaws())
                .containsExactly(Flaw.LONGER_THAN_CALL);
    }

    @Test
    void only_lower_fidelity_leaves_a_term_valid() {
        for (Flaw flaw : Flaw.values()) {
            Term term = new Term(Term.Kind.SELF, "a", 1, ABSENT, List.of(), EnumSet.of(flaw, Flaw.LOWER_FIDELITY));

            assertThat(term.isValid()).as(flaw.name()).isEqualTo(flaw == Flaw.LOWER_FIDELITY);
        }
    }

    @Test
    void results_are_labelled_as_metrics_write_them() {
        assertThat(StampResult.values())
                .extracting(StampResult::label)
                .containsExactly("ok", "missing", "clamped", "unparsable", "oversize", "unexpected");
    }

    @Test
    void time_upstream_of_no_call_is_flagged() {
        assertThat(lines(decompose("gateway-eu;t=170000;u=160000;n=0", 171 * MS)))
                .contains("SELF gateway-eu 10000000 flaws=[UPSTREAM_WITHOUT_CALL]");
    }

    @Test
    void a_number_too_large_to_hold_is_counted_and_not_used() {
        Decomposition split = decompose("gateway-eu;t=170000;u=99999999999999999999", 171 * MS);

        assertThat(split.stamps()).containsEntry(StampResult.CLAMPED, 1);
        assertThat(split.terms()).extracting(Term::flaws).contains(Set.of(Flaw.UPSTREAM_UNKNOWN));
    }

    @Test
    void a_streams_life_is_flagged_wherever_it_enters() {
        assertThat(lines(decompose(
                        "payments;t=48000, mediary-sg;t=51000;u=49000;k=stream, gateway-eu;t=170000;u=169000",
                        171 * MS)))
                .containsExactly(
                        "LINK prober-eu>gateway-eu 1000000",
                        "SELF gateway-eu 1000000",
                        "LINK gateway-eu>mediary-sg 118000000 flaws=[STREAM]",
                        "SELF mediary-sg 2000000 flaws=[STREAM]",
                        "LINK mediary-sg>payments 1000000 flaws=[STREAM]",
                        "SELF payments 48000000");
    }

    @Test
    void coarser_values_are_flagged_and_still_of_use() {
        Decomposition split =
                decompose("payments;t=48000, mediary-sg;t=51000;u=49000;f=i, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(split.terms().get(3).flaws()).containsExactly(Flaw.LOWER_FIDELITY);
        assertThat(split.terms()).allMatch(Term::isValid);
    }

    @Test
    void an_unexpected_stamp_is_counted_and_not_used() {
        Decomposition split = decompose("payments;t=48000, intruder;t=1;u=1, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(lines(split)).contains("LINK gateway-eu>?>payments 121000000 hides=[mediary-sg]");
        assertThat(split.strays()).extracting(Stray::reason).containsExactly(Flaw.UNEXPECTED);
        assertThat(split.stamps()).containsEntry(StampResult.UNEXPECTED, 1);
    }

    @Test
    void of_two_stamps_by_one_name_the_callers_nearer_is_used_and_flagged() {
        Decomposition split = decompose("gateway-eu;t=5;u=4, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(lines(split))
                .startsWith(
                        "LINK prober-eu>gateway-eu 1000000 flaws=[DUPLICATE]",
                        "SELF gateway-eu 1000000 flaws=[DUPLICATE]");
        assertThat(split.strays())
                .extracting(stray -> stray.stamp().totalNanos())
                .containsExactly(5_000L);
    }

    @Test
    void a_stamp_out_of_order_is_not_used_and_the_link_across_its_hop_is_flagged() {
        Decomposition split =
                decompose("mediary-sg;t=51000;u=49000, payments;t=48000, gateway-eu;t=170000;u=169000", 171 * MS);

        assertThat(lines(split))
                .endsWith(
                        "LINK gateway-eu>?>payments 121000000 hides=[mediary-sg] flaws=[OUT_OF_ORDER]",
                        "SELF payments 48000000");
        assertThat(split.strays()).extracting(Stray::reason).containsExactly(Flaw.OUT_OF_ORDER);
        assertThat(split.missing()).containsExactly("mediary-sg");
    }

    @Test
    void one_stamp_out_of_place_does_not_cost_the_others_theirs() {
        Decomposition split =
                decompose("mediary-sg;t=51000;u=49000, gateway-eu;t=170000;u=169000, payments;t=48000", 171 * MS);

        assertThat(split.missing()).containsExactly("payments");
        assertThat(split.lastHop()).isEqualTo("mediary-sg");
    }

    @Test
    void a_route_may_pass_hops_of_one_name_twice() {
        HopPath path = HopTrailer.parse(List.of("svc;t=1, proxy;t=3;u=2, proxy;t=5;u=4"));

        Decomposition split = Decomposer.decompose("me", 6_000, path, List.of("proxy", "proxy", "svc"));

        assertThat(split.strays()).isEmpty();
        assertThat(split.terms()).hasSize(6).allMatch(Term::isValid).allMatch(term -> term.nanos() == 1_000);
    }

    @Test
    void a_value_that_came_by_a_header_is_placed_by_its_name() {
        Decomposition split =
                decompose("gateway-eu;unit=ms;u=169;f=h, payments;t=48000, mediary-sg;t=51000;u=49000", 171 * MS);

        assertThat(lines(split))
                .startsWith(
                        "LINK prober-eu>gateway-eu 2000000 flaws=[TOTAL_UNKNOWN, LOWER_FIDELITY]",
                        "LINK gateway-eu>mediary-sg 118000000 flaws=[LOWER_FIDELITY]");
        assertThat(split.strays()).isEmpty();
    }

    @Test
    void values_that_came_by_headers_yield_to_stamps_and_to_one_another() {
        Decomposition split = decompose(
                "intruder;u=1;f=h, mediary-sg;u=1;f=h, mediary-sg;u=2;f=h, gateway-eu;u=3;f=h, gateway-eu;t=170000;u=169000",
                171 * MS);

        assertThat(split.missing()).containsExactly("payments");
        assertThat(lines(split)).startsWith("LINK prober-eu>gateway-eu 1000000 flaws=[DUPLICATE]");
        assertThat(split.strays())
                .extracting(stray -> stray.reason() + " " + stray.stamp().name() + " "
                        + stray.stamp().upstreamNanos())
                .containsExactly("DUPLICATE gateway-eu 3000", "DUPLICATE mediary-sg 1000", "UNEXPECTED intruder 1000");
    }

    @Test
    void elements_that_could_not_be_read_are_counted() {
        Decomposition split = Decomposer.decompose(
                "me", 5, new HopPath(List.of(HopStamp.builder("a").totalNanos(4).build()), 2, 3), List.of("a"));

        assertThat(split.stamps())
                .isEqualTo(Map.of(StampResult.OK, 1, StampResult.UNPARSABLE, 2, StampResult.OVERSIZE, 3));
    }

    private static Decomposition decompose(String wire, long latencyNanos) {
        return Decomposer.decompose("prober-eu", latencyNanos, HopTrailer.parse(List.of(wire)), ROUTE);
    }

    private static List<String> lines(Decomposition split) {
        return split.terms().stream().map(DecomposerTest::line).toList();
    }

    private static String line(Term term) {
        return term.kind() + " " + term.display() + " " + term.nanos()
                + (term.queueNanos() == ABSENT ? "" : " q=" + term.queueNanos())
                + (term.hides().isEmpty() ? "" : " hides=" + term.hides())
                + (term.flaws().isEmpty()
                        ? ""
                        : " flaws=" + term.flaws().stream().sorted().toList());
    }
}
