package dev.insight.runner.store;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.probe;
import static dev.insight.runner.SampleReports.slot;
import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What changed in a store since a change. */
class ChangesTest {
    private static final Probe OTHER = probe("us");

    private final PathStore store = PathStore.create();

    @BeforeEach
    void add() {
        store.onAdded(PROBE);
        store.onAdded(OTHER);
    }

    private List<String> changedBy(Runnable what) {
        long before = store.changes();
        what.run();
        return store.rows(before).stream().map(PathSnapshot::id).toList();
    }

    @Test
    void path_changes_with_everything_that_is_told_of_it() {
        String id = PROBE.path().toString();
        assertThat(changedBy(() -> {})).isEmpty();
        assertThat(changedBy(() -> store.onReport(ok(PROBE, 0, MILLI * 50)))).containsExactly(id);
        assertThat(changedBy(() -> store.onSkipped(slot(PROBE, ProbeKind.WARM, null, 1), SkipReason.OUTSTANDING)))
                .containsExactly(id);
        assertThat(changedBy(
                        () -> store.onPathStatus(new PathStatus(PROBE.path(), 0, PathStatus.State.OK, null, null))))
                .containsExactly(id);
        assertThat(changedBy(() -> store.onBaseline(new PathBaseline(PROBE.path(), 0, null, Map.of()))))
                .containsExactly(id);
        assertThat(changedBy(() -> store.onAdded(probe("jp")))).containsExactly("eu>jp/forwarded/payments");
    }

    @Test
    void paths_change_when_an_incident_begins_or_ceases_to_name_them_and_not_in_between() {
        Verdict open = verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10);
        Verdict elsewhere = verdict("i1", Verdict.State.UPDATE, Cause.HOP_SLOW, "gateway-eu", 20, OTHER.path());
        Verdict close = verdict("i1", Verdict.State.CLOSE, Cause.HOP_SLOW, "gateway-eu", 30, OTHER.path());

        assertThat(changedBy(() -> store.onVerdict(open)))
                .containsExactly(PROBE.path().toString());
        assertThat(store.path(PROBE.path()).incidents()).containsExactly("i1");
        assertThat(changedBy(() -> store.onVerdict(open.again(15)))).isEmpty();
        assertThat(changedBy(() -> store.onVerdict(elsewhere)))
                .containsExactly(PROBE.path().toString(), OTHER.path().toString());
        assertThat(store.path(PROBE.path()).incidents()).isEmpty();
        assertThat(store.path(OTHER.path()).incidents()).containsExactly("i1");
        assertThat(changedBy(() -> store.onVerdict(close)))
                .containsExactly(OTHER.path().toString());
        assertThat(store.path(OTHER.path()).incidents()).isEmpty();
    }

    @Test
    void incidents_change_with_their_verdicts() {
        long first = store.changes();
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));
        long second = store.changes();
        store.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.HOP_DOWN, "payments", 11));

        assertThat(store.incidents(first)).extracting(IncidentSnapshot::id).containsExactly("i2", "i1");
        assertThat(store.incidents(second)).extracting(IncidentSnapshot::id).containsExactly("i2");
        assertThat(store.incidents(store.changes())).isEmpty();
    }

    @Test
    void paths_that_left_are_known_until_they_come_back() {
        long before = store.changes();
        store.onRemoved(OTHER);
        assertThat(store.removed(before)).containsExactly(OTHER.path().toString());
        assertThat(store.removed(store.changes())).isEmpty();
        store.onAdded(OTHER);
        assertThat(store.removed(before)).isEmpty();
    }

    @Test
    void after_more_left_than_are_remembered_nobody_knows_which() {
        long before = store.changes();
        List<Probe> passing = new ArrayList<>();
        for (int i = 0; i <= 1_000; i++) {
            passing.add(probe("region-" + i));
        }
        passing.forEach(store::onAdded);
        long between = store.changes();
        passing.forEach(store::onRemoved);

        assertThat(store.removed(before)).isNull();
        assertThat(store.removed(between)).isNull();
        assertThat(store.removed(store.changes() - 1_000)).hasSize(1_000);
    }

    /** Who asks again and again must come to know the last report, whatever was under way as it asked. */
    @Test
    @Timeout(60)
    void nothing_is_missed_while_it_changes() throws Exception {
        int reports = 20_000;
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 1; i <= reports; i++) {
                store.onReport(ok(PROBE, i, MILLI * 50));
                store.onReport(ok(OTHER, i, MILLI * 50));
            }
            done.set(true);
        });
        writer.start();
        Map<String, Long> known = new HashMap<>();
        long since = 0;
        boolean wasDone;
        do {
            wasDone = done.get();
            long number = store.changes();
            store.rows(since).forEach(row -> known.put(row.id(), row.probes()));
            since = number;
        } while (!wasDone);
        writer.join();
        assertThat(known.values()).containsExactly((long) reports, (long) reports);
    }
}
