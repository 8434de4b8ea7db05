package dev.insight.runner.history;

import static dev.insight.runner.history.HistorySizeTest.add;
import static dev.insight.runner.history.HistorySizeTest.paths;
import static dev.insight.runner.history.HistorySizeTest.run;
import static dev.insight.runner.history.SimulatedPath.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is let go of when there is more than may be kept. */
class HistoryBudgetTest {
    private static final long MINUTE = 60_000;
    private static final int BUDGET = 1 << 20;

    private final History history = History.create(new HistoryConfig(BUDGET));

    @Test
    void no_more_is_taken_than_may_be_whatever_is_told() {
        List<SimulatedPath> paths = paths(60);
        add(history, paths);
        long most = 0;
        for (long at = START_MILLIS; at < START_MILLIS + 90 * MINUTE; at += 5_000) {
            for (SimulatedPath path : paths) {
                history.onReport(path.next(at));
                most = Math.max(most, history.usage().bytes());
            }
        }

        assertThat(most).isBetween(BUDGET - 10_000L, (long) BUDGET);
    }

    @Test
    void oldest_goes_first_whosever_it_is() {
        List<SimulatedPath> early = paths(20);
        List<SimulatedPath> late = paths(40).subList(20, 40);
        add(history, early);
        run(history, early, START_MILLIS, Duration.ofHours(1));
        assertThat(oldest(early, 60)).containsOnly(0L);

        List<SimulatedPath> all = new ArrayList<>(early);
        all.addAll(late);
        add(history, late);
        run(history, all, START_MILLIS + 60 * MINUTE, Duration.ofHours(2));

        // As much of early paths is left as of late ones, to within the minutes that a chunk spans.
        List<Long> reach = oldest(all, 180);
        assertThat(reach.stream().mapToLong(Long::longValue).min().orElseThrow())
                .isGreaterThan(20);
        assertThat(reach.stream().mapToLong(Long::longValue).max().orElseThrow()
                        - reach.stream().mapToLong(Long::longValue).min().orElseThrow())
                .isLessThan(25);
        assertThat(reach).allMatch(minute -> minute < 165);
    }

    @Test
    void paths_for_whose_rows_there_is_no_room_are_still_told_of_in_as_far_as_there_is() {
        List<SimulatedPath> paths = paths(500);
        add(history, paths);
        run(history, paths, START_MILLIS, Duration.ofMinutes(5));

        assertThat(history.usage().bytes()).isLessThanOrEqualTo(BUDGET);
        assertThat(paths)
                .allMatch(path -> history.read(path.probe().path(), query(0, 5)) != null)
                .anyMatch(path -> history.read(path.probe().path(), query(0, 5)).size() > 0);
    }

    @Test
    void all_is_given_back_when_paths_leave_while_what_they_have_is_let_go_of() {
        List<SimulatedPath> paths = paths(60);
        add(history, paths);
        run(history, paths, START_MILLIS, Duration.ofHours(1));
        for (SimulatedPath path : paths.subList(0, 59)) {
            history.onRemoved(path.probe());
        }
        run(history, paths.subList(59, 60), START_MILLIS + 60 * MINUTE, Duration.ofHours(1));
        assertThat(oldest(paths.subList(59, 60), 120).get(0)).isLessThan(60);
        history.onRemoved(paths.get(59).probe());

        assertThat(history.usage()).isEqualTo(new HistoryUsage(0, 0, BUDGET));
    }

    /** The minute in which what is known of each path begins. */
    private List<Long> oldest(List<SimulatedPath> paths, int minutes) {
        return paths.stream()
                .map(path -> (history.read(path.probe().path(), query(0, minutes))
                                        .oldestMillis()
                                        .orElseThrow()
                                - START_MILLIS)
                        / MINUTE)
                .toList();
    }

    private static HistoryQuery query(int fromMinute, int toMinute) {
        long to = START_MILLIS + toMinute * MINUTE;
        return new HistoryQuery(START_MILLIS + fromMinute * MINUTE, to, 2_000, to, false);
    }
}
