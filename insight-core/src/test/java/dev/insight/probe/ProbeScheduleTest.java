package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ORIGIN = 123_456_789_012_345L;

    private final ProbeSchedule schedule = schedule("payments", SECOND);

    @Test
    void a_million_slots_keep_to_the_grid_and_in_order() {
        long first = schedule.atNanos(0);
        long previous = Long.MIN_VALUE;
        for (long number = 0; number < 1_000_000; number++) {
            long at = schedule.atNanos(number);
            long offGrid = at - (first + number * SECOND);
            assertThat(Math.abs(offGrid)).isLessThan(SECOND / 20);
            assertThat(at).isGreaterThan(previous);
            previous = at;
        }
    }

    @Test
    void jitter_varies_from_slot_to_slot() {
        Set<Long> shifts = new HashSet<>();
        for (long number = 0; number < 1_000; number++) {
            shifts.add(schedule.atNanos(number) - number * SECOND);
        }

        assertThat(shifts).hasSizeGreaterThan(990);
    }

    @Test
    void first_slot_is_due_within_an_interval_of_the_origin() {
        for (int i = 0; i < 1_000; i++) {
            long first = schedule("service-" + i, SECOND).atNanos(0) - ORIGIN;
            assertThat(first).isBetween(0L, SECOND + SECOND / 20);
        }
    }

    @Test
    void paths_spread_evenly_over_the_interval() {
        int[] buckets = new int[100];
        for (int i = 0; i < 10_000; i++) {
            long phase = Math.floorMod(schedule("service-" + i, SECOND).atNanos(0) - ORIGIN, SECOND);
            buckets[(int) (phase * buckets.length / SECOND)]++;
        }

        // A hundred are expected in each, with a standard deviation of ten.
        assertThat(Arrays.stream(buckets)).allMatch(count -> count > 40 && count < 160);
    }

    @Test
    void kinds_of_one_path_have_phases_of_their_own() {
        PathId path = Probes.warm("payments").path();

        assertThat(Arrays.stream(ProbeKind.values())
                        .map(kind ->
                                ProbeSchedule.of(path, kind, SECOND, ORIGIN).atNanos(0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_path_added_again_gets_the_same_slots() {
        assertThat(schedule("payments", SECOND).atNanos(77)).isEqualTo(schedule.atNanos(77));
    }

    @Test
    void number_from_a_moment_is_the_first_slot_not_before_it() {
        for (long moment = ORIGIN - 3 * SECOND; moment < ORIGIN + 3 * SECOND; moment += 777_777_777) {
            long number = schedule.numberFrom(moment);
            assertThat(schedule.atNanos(number)).isBetween(moment, moment + SECOND + SECOND / 20);
            assertThat(schedule.atNanos(number - 1)).isLessThan(moment + SECOND / 20);
        }
    }

    @Test
    void a_nano_clock_that_wraps_changes_nothing() {
        long origin = Long.MAX_VALUE - SECOND / 2;
        ProbeSchedule wrapping = ProbeSchedule.of(Probes.warm("payments").path(), ProbeKind.WARM, SECOND, origin);
        long tenSecondsOn = Math.addExact(Long.MIN_VALUE, 10 * SECOND - SECOND / 2 - 1);

        long number = wrapping.numberFrom(tenSecondsOn);

        assertThat(number).isBetween(9L, 10L);
        assertThat(wrapping.atNanos(number) - wrapping.atNanos(0)).isBetween(8 * SECOND, 11 * SECOND);
    }

    @Test
    void the_shortest_intervals_have_room_for_jitter_or_none() {
        ProbeSchedule shortest = schedule("payments", 10);

        assertThat(shortest.atNanos(5) - shortest.atNanos(4)).isEqualTo(10);
    }

    private static ProbeSchedule schedule(String service, long intervalNanos) {
        return ProbeSchedule.of(Probes.warm(service).path(), ProbeKind.WARM, intervalNanos, ORIGIN);
    }
}
