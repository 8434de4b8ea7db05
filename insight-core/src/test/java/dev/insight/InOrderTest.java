package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.InOrder.Moment;
import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.Ticker;
import dev.insight.probe.Outcome;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Probes;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private static final long EPOCH_MICROS = 1_760_000_000_000_000L;

    /** Warm, with a timeout of two seconds. */
    private final Probe probe = Probes.warm("a");

    private final Clocks clocks = new Clocks();
    private final List<String> told = new ArrayList<>();
    private final LongAdder faults = new LongAdder();
    private final InOrder inOrder = new InOrder(List.of(new Rude(), new Writer()), faults, clocks);

    @BeforeEach
    void begin() {
        inOrder.added(probe, now());
    }

    @Test
    void what_started_first_is_told_first_whatever_ended_first() {
        for (long millis : new long[] {400, 200, 300, 0, 100}) {
            inOrder.report(report(millis));
        }
        inOrder.skipped(slot(250), SkipReason.STALLED);
        inOrder.tellAll();

        assertThat(told)
                .containsExactly(
                        "added a", "report 0", "report 100", "report 200", "skipped 250", "report 300", "report 400");
    }

    @Test
    void of_those_that_started_together_the_first_to_end_is_told_first() {
        inOrder.skipped(slot(100), SkipReason.STALLED);
        inOrder.report(report(100));
        inOrder.skipped(slot(100), SkipReason.STALLED);
        inOrder.tellAll();

        assertThat(told).containsExactly("added a", "skipped 100", "report 100", "skipped 100");
    }

    @Test
    void nothing_is_told_while_one_that_started_earlier_may_come() {
        inOrder.report(report(100));
        at(Duration.ofMillis(3_050));
        inOrder.tellDue();
        assertThat(told).containsExactly("added a");
        assertThat(inOrder.waitNanos()).isEqualTo(50_000_000);

        at(Duration.ofMillis(3_150));
        inOrder.tellDue();
        assertThat(told).containsExactly("added a", "report 100");
        assertThat(inOrder.waitNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_slow_path_that_left_holds_up_no_one() {
        Probe slow = Probes.builder("slow").timeout(Duration.ofHours(1)).build();
        inOrder.added(slow, now());
        inOrder.report(report(100));
        at(Duration.ofSeconds(10));
        inOrder.tellDue();
        assertThat(told).isEmpty();

        inOrder.removed(slow, now());
        inOrder.tellDue();
        assertThat(told).containsExactly("added a", "added slow", "report 100");
    }

    @Test
    void a_path_that_leaves_is_told_to_after_what_began_before() {
        at(Duration.ofMillis(500));
        inOrder.removed(probe, now());
        inOrder.report(report(400));
        inOrder.tellAll();

        assertThat(told).containsExactly("added a", "report 400", "removed a at 500");
    }

    @Test
    void a_load_has_its_place_by_its_own_time() {
        inOrder.report(report(100));
        at(Duration.ofMillis(500));
        inOrder.load(new HostLoad("gateway", null, EPOCH_MICROS + 50_000, 0.5), now());
        inOrder.tellAll();

        assertThat(told).containsExactly("added a", "load 50", "report 100");
    }

    @Test
    void what_is_too_much_to_hold_is_told_early_and_not_lost() {
        for (int i = 0; i < 20_010; i++) {
            inOrder.report(report(i));
        }
        inOrder.tellDue();

        assertThat(told).hasSize(11).startsWith("added a", "report 0").endsWith("report 9");
        inOrder.tellAll();
        assertThat(told).hasSize(20_011);
    }

    @Test
    void a_clock_that_is_set_back_holds_nothing_up() {
        at(Duration.ofMillis(100));
        inOrder.report(report(100));
        clocks.setBy(Duration.ofHours(-1));
        inOrder.report(reportAt(200, Duration.ofHours(-1)));
        at(Duration.ofSeconds(4));
        inOrder.tellDue();

        assertThat(told).containsExactly("added a", "report 100", "report -3599800");
    }

    @Test
    void each_second_is_told_once_all_that_began_before_is() {
        inOrder.tellTime();
        assertThat(told).containsExactly("passed -4000");
        at(Duration.ofMillis(4_100));
        inOrder.tellDue();
        inOrder.tellTime();
        inOrder.tellTime();
        at(Duration.ofMillis(5_300));
        inOrder.tellTime();

        assertThat(told).containsExactly("passed -4000", "added a", "passed 0", "passed 2000");
    }

    @Test
    void one_that_throws_is_counted_and_keeps_nothing_from_the_others() {
        inOrder.report(report(100));
        inOrder.tellAll();

        assertThat(told).containsExactly("added a", "report 100");
        assertThat(faults.sum()).isEqualTo(2);
    }

    private void at(Duration sinceStart) {
        clocks.nanos = sinceStart.toNanos();
    }

    private Moment now() {
        return Moment.now(clocks);
    }

    private ProbeReport report(long millis) {
        return reportAt(millis, Duration.ZERO);
    }

    private ProbeReport reportAt(long millis, Duration clockSetBy) {
        Slot slot = new Slot(
                probe,
                ProbeKind.WARM,
                null,
                0,
                millis * 1_000_000,
                EPOCH_MICROS + (millis + clockSetBy.toMillis()) * 1_000);
        return new ProbeReport(
                ProbeResult.builder(slot, Outcome.ok()).build(),
                new Decomposition(-1, List.of(), List.of(), null, Map.of()));
    }

    private Slot slot(long millis) {
        return report(millis).result().slot();
    }

    private static long millis(long epochMicros) {
        return (epochMicros - EPOCH_MICROS) / 1_000;
    }

    private static final class Clocks implements Ticker {
        private long nanos;
        private long setMicros;

        void setBy(Duration by) {
            setMicros += by.toNanos() / 1_000;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMicros() {
            return EPOCH_MICROS + setMicros + nanos / 1_000;
        }
    }

    private final class Writer implements OrderedListener {
        @Override
        public void added(Probe added) {
            told.add("added " + added.path().service());
        }

        @Override
        public void removed(Probe removed, long epochMicros) {
            told.add("removed " + removed.path().service() + " at " + millis(epochMicros));
        }

        @Override
        public void report(ProbeReport report) {
            told.add("report " + millis(report.result().slot().intendedEpochMicros()));
        }

        @Override
        public void skipped(Slot slot, SkipReason reason) {
            told.add("skipped " + millis(slot.intendedEpochMicros()));
        }

        @Override
        public void load(HostLoad load) {
            told.add("load " + millis(load.epochMicros()));
        }

        @Override
        public void passed(long epochMicros) {
            told.add("passed " + millis(epochMicros));
        }
    }

    private static final class Rude implements OrderedListener {
        @Override
        public void added(Probe added) {
            throw new IllegalStateException("no");
        }

        @Override
        public void removed(Probe removed, long epochMicros) {
            throw new IllegalStateException("no");
        }

        @Override
        public void report(ProbeReport report) {
            throw new AssertionError("never");
        }

        @Override
        public void load(HostLoad load) {
            throw new IllegalStateException("no");
        }
    }
}
