package dev.insight.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.examples.lab.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final long SECOND = 1_000_000;
    private static final Fault SLOW_LINK = Fault.parse("link_degraded@mediary-eu>mediary-sg=+40ms");
    private static final Fault SLOW_HOP = Fault.parse("hop_slow@gateway-us=40ms");

    @Test
    void a_fault_that_is_named_and_closed_is_right_whichever_way_its_link_is_written() {
        Trial trial = judge(List.of(SLOW_LINK), said("link_degraded@mediary-sg>mediary-eu", 104, 230));

        assertThat(trial.isRight()).isTrue();
        assertThat(trial.toFind()).isEqualTo(4);
        assertThat(trial.toClear()).isEqualTo(70);
    }

    @Test
    void a_fault_that_nobody_told_of_is_wrong() {
        Trial trial = judge(List.of(SLOW_LINK));

        assertThat(trial.isRight()).isFalse();
        assertThat(trial.said()).isEqualTo("nothing");
        assertThat(trial.toFind()).isNaN();
    }

    @Test
    void the_wrong_cause_is_wrong_and_accuses_another() {
        Trial trial = judge(List.of(SLOW_HOP), said("hop_overloaded@gateway-us", 104, 230));

        assertThat(trial.found()).isFalse();
        assertThat(trial.extra()).isEqualTo(1);
    }

    @Test
    void what_is_not_closed_is_not_right() {
        Trial trial = judge(List.of(SLOW_HOP), said("hop_slow@gateway-us", 104, -1));

        assertThat(trial.found()).isTrue();
        assertThat(trial.isCleared()).isFalse();
        assertThat(trial.isRight()).isFalse();
    }

    @Test
    void two_faults_need_two_incidents_and_the_same_one_twice_is_one_too_many() {
        Said link = said("link_degraded@mediary-eu>mediary-sg", 104, 230);
        Said hop = said("hop_slow@gateway-us", 108, 232);

        assertThat(judge(List.of(SLOW_LINK, SLOW_HOP), link, hop).isRight()).isTrue();
        assertThat(judge(List.of(SLOW_LINK, SLOW_HOP), link, hop).toFind()).isEqualTo(8);
        assertThat(judge(List.of(SLOW_LINK, SLOW_HOP), link).isRight()).isFalse();
        assertThat(judge(List.of(SLOW_LINK), link, said("link_degraded@mediary-eu>mediary-sg", 150, 250))
                        .extra())
                .isEqualTo(1);
    }

    @Test
    void of_nothing_nothing_may_be_said_but_what_the_prober_says_of_itself() {
        assertThat(judge(List.of()).isRight()).isTrue();
        assertThat(judge(List.of(), said("hop_slow@gateway-us", 104, 230)).isRight())
                .isFalse();
        Trial impaired = judge(List.of(), said("prober_impaired@prober-eu", 104, 230));
        assertThat(impaired.isRight()).isTrue();
        assertThat(impaired.impaired()).isEqualTo(1);
    }

    @Test
    void a_process_that_stands_still_may_say_so_for_each_region() {
        Fault stopped = Fault.parse("prober_impaired@prober-eu=300ms");
        Trial trial = judge(
                List.of(stopped),
                said("prober_impaired@prober-eu", 104, 230),
                said("prober_impaired@prober-sg", 105, 231));

        assertThat(trial.isRight()).isTrue();
        assertThat(trial.impaired()).isZero();
    }

    @Test
    void a_host_that_is_busy_for_no_harm_is_nothing_to_tell_of() {
        assertThat(Truth.isHarmful(Fault.parse("host_busy@mediary-eu"))).isFalse();
        assertThat(Truth.words(List.of(Fault.parse("host_busy@mediary-eu")))).isEqualTo("nothing");
    }

    @Test
    void a_fault_is_found_when_it_is_named_and_not_when_something_else_was() {
        Said said = said("service_slow@service-us", 102, -1);
        said.add("update", 106 * SECOND, "hop_slow@gateway-us", "it is the gateway");
        said.add("update", 110 * SECOND, "hop_slow@gateway-us", "surer");
        said.add("close", 170 * SECOND, "hop_slow@gateway-us", "quiet again");

        Trial trial = judge(List.of(SLOW_HOP), said);

        assertThat(trial.isRight()).isTrue();
        assertThat(trial.toFind()).isEqualTo(6);
    }

    @Test
    void a_trial_is_read_as_it_was_written() {
        Trial trial = judge(List.of(SLOW_HOP), said("hop_slow@gateway-us", 104, 230));

        assertThat(Trial.read(trial.line())).isEqualTo(trial);
    }

    private static Trial judge(List<Fault> harmful, Said... said) {
        return new Judge(Duration.ofSeconds(1), 100 * SECOND, 160 * SECOND)
                .judge("kind", 1, List.of("requested"), "measured", harmful, List.of(said));
    }

    private static Said said(String blame, long openedSecond, long closedSecond) {
        Said said = new Said("i1", openedSecond * SECOND, blame);
        if (closedSecond >= 0) {
            said.add("close", closedSecond * SECOND, blame, "quiet again");
        }
        return said;
    }
}
