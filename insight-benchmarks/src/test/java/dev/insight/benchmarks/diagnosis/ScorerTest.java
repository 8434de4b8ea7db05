package dev.insight.benchmarks.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Verdict;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final double INTERVAL = 5;
    private static final List<Way> WAYS = Kind.all().get(0).scenario(1, 0).ways();
    private static final Way WAY =
            WAYS.stream().filter(Way::isForwarded).findFirst().orElseThrow();
    private static final String LINK = WAY.wanLink();
    private static final String HOP = WAY.sites().get(0).name();
    private static final Fault FAULT = Fault.of(Effect.LINK_DELAY, LINK, 1000, 1600);
    private static final Truth TRUTH = Truth.of(Cause.LINK_DEGRADED, LINK, FAULT);

    private final List<Verdict> said = new ArrayList<>();

    private void say(double t, String id, State state, Cause cause, String component, String... cleared) {
        List<Evidence.Cleared> clean = new ArrayList<>();
        for (String one : cleared) {
            clean.add(new Evidence.Cleared(one, 2_000_000));
        }
        said.add(new Verdict(
                CallRecord.micros(t),
                id,
                state,
                cause,
                component,
                0.9,
                new Evidence("", "", HopStamp.ABSENT, null, null, clean, List.of()),
                CallRecord.micros(t - 10),
                List.of(WAY.id())));
    }

    private Score score(Truth truth) {
        return score(truth, visible());
    }

    private Score score(Truth truth, Damage damage) {
        Scenario scenario = new Scenario(
                "test",
                1,
                WAYS,
                Noise.NONE,
                INTERVAL,
                3600,
                Set.of(),
                true,
                true,
                15,
                Set.of(),
                Scenario.HostNames.AS_STAMPED,
                Map.of(),
                truth.faults(),
                List.of(truth));
        return Scorer.score(scenario, Map.of(truth, damage), said);
    }

    private static Damage visible() {
        Damage damage = new Damage();
        for (int i = 0; i < 10; i++) {
            Call failed = new Call(0, WAY, 1);
            failed.fail("UNAVAILABLE", Phase.RPC, 0, null);
            damage.add(WAY, failed, new Call(0, WAY, 1));
        }
        return damage;
    }

    @Test
    void right_incident_answers_for_the_fault() {
        say(1020, "a", State.OPEN, Cause.LINK_DEGRADED, LINK);
        say(1650, "a", State.CLOSE, Cause.LINK_DEGRADED, LINK);

        Score score = score(TRUTH);

        assertThat(score.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.right()).isTrue();
            assertThat(answer.toFind()).isEqualTo(4);
            assertThat(answer.toClear()).isEqualTo(10);
            assertThat(answer.onset()).isEqualTo(2);
            assertThat(answer.open()).isFalse();
        });
        assertThat(score.extra()).isEmpty();
        assertThat(score.falseAlarms()).isEmpty();
        assertThat(score.claims()).containsExactly(new Claim(0.9, true));
    }

    @Test
    void fault_that_comes_slowly_or_strikes_by_chance_is_gradual() {
        assertThat(isGradual(FAULT.ramp(8 * INTERVAL))).isFalse();
        assertThat(isGradual(FAULT.ramp(8 * INTERVAL + 1))).isTrue();
        assertThat(isGradual(Fault.of(Effect.LINK_LOSS, LINK, 1000, 1600))).isTrue();
    }

    private boolean isGradual(Fault fault) {
        Answer answer =
                score(Truth.of(Cause.LINK_DEGRADED, LINK, fault)).answers().get(0);
        return answer.gradual();
    }

    @Test
    void link_may_be_named_from_its_other_end() {
        String[] ends = LINK.split(">");
        say(1020, "a", State.OPEN, Cause.LINK_DEGRADED, ends[1] + ">" + ends[0]);

        assertThat(score(TRUTH).answers()).allMatch(Answer::right).allMatch(Answer::open);
    }

    @Test
    void first_guess_may_be_refined_for_six_intervals() {
        say(1020, "a", State.OPEN, Cause.UNKNOWN, HOP);
        say(1050, "a", State.UPDATE, Cause.LINK_DEGRADED, LINK);
        say(1051, "a", State.UPDATE, Cause.HOP_SLOW, HOP);

        assertThat(score(TRUTH).answers()).allMatch(Answer::right);
    }

    @Test
    void wrong_cause_is_found_at_the_right_component() {
        say(1020, "a", State.OPEN, Cause.LINK_DOWN, LINK);

        assertThat(score(TRUTH).answers()).singleElement().satisfies(answer -> {
            assertThat(answer.found()).isTrue();
            assertThat(answer.component()).isTrue();
            assertThat(answer.right()).isFalse();
            assertThat(answer.said()).isEqualTo(Cause.LINK_DOWN);
        });
    }

    @Test
    void incident_too_many_is_extra_while_the_fault_is_on_and_false_otherwise() {
        say(500, "early", State.OPEN, Cause.LINK_DEGRADED, LINK);
        say(1001, "wrong", State.OPEN, Cause.HOP_SLOW, HOP);
        say(1020, "right", State.OPEN, Cause.LINK_DEGRADED, LINK);
        say(1660, "late", State.OPEN, Cause.HOP_SLOW, HOP);
        say(1661, "later", State.OPEN, Cause.HOP_SLOW, HOP);

        Score score = score(TRUTH);

        assertThat(score.answers()).allMatch(Answer::right);
        assertThat(score.extra()).extracting(Verdict::id).containsExactly("wrong", "late");
        assertThat(score.falseAlarms()).extracting(Verdict::id).containsExactly("early", "later");
    }

    @Test
    void nothing_said_is_missed() {
        assertThat(score(TRUTH).answers()).singleElement().satisfies(answer -> {
            assertThat(answer.found()).isFalse();
            assertThat(answer.said()).isNull();
        });
    }

    @Test
    void optional_fault_counts_nowhere() {
        assertThat(score(TRUTH.optional()).answers()).isEmpty();

        say(1020, "a", State.OPEN, Cause.LINK_DEGRADED, LINK);

        Score score = score(TRUTH.optional());
        assertThat(score.answers()).isEmpty();
        assertThat(score.extra()).isEmpty();
        assertThat(score.falseAlarms()).isEmpty();
        assertThat(score.optional()).isEqualTo(1);
    }

    @Test
    void fault_of_which_nothing_is_seen_is_optional() {
        assertThat(score(TRUTH, new Damage()).answers()).isEmpty();
    }

    @Test
    void wrong_word_on_an_optional_fault_is_a_false_alarm() {
        say(1020, "a", State.OPEN, Cause.SERVICE_SLOW, HOP);

        assertThat(score(TRUTH.optional()).falseAlarms()).hasSize(1);
    }

    @Test
    void cleared_component_with_a_fault_is_wrong() {
        say(1020, "a", State.OPEN, Cause.HOP_SLOW, HOP, LINK, HOP);

        assertThat(score(TRUTH).cleared()).isEqualTo(new Cleared(2, 1, 0, 0));
    }

    @Test
    void cleared_components_of_a_right_incident_cover_the_clean_ones() {
        say(1020, "a", State.OPEN, Cause.LINK_DEGRADED, LINK, HOP);

        int clean = WAY.components().size() - 1;
        assertThat(score(TRUTH).cleared()).isEqualTo(new Cleared(1, 0, clean, 1));
    }

    @Test
    void fault_at_a_dark_hop_is_seen_as_what_lies_around_it() {
        String dark = WAY.sites().get(1).name();
        Fault fault = Fault.of(Effect.HOP_DELAY, dark, 1000, 1600);
        Truth seen = Truth.of(Cause.HOP_SLOW, dark, fault).seenOver(List.of(WAY), Set.of(dark));

        String around = WAY.before(1) + ">" + WAY.sites().get(2).name();
        assertThat(seen.names(Cause.LINK_DEGRADED, around)).isTrue();
        assertThat(seen.names(Cause.HOP_SLOW, dark)).isTrue();
        assertThat(seen.namesComponent(HOP)).isFalse();
    }

    @Test
    void wilson_interval_is_the_published_one() {
        // Wilson's interval of 8 in 10: 0.490 to 0.943.
        assertThat(Wilson.of(8, 10)).hasToString("80.0 (49–94)");
        assertThat(Wilson.of(0, 0)).hasToString("0.0 (0–100)");
    }
}
