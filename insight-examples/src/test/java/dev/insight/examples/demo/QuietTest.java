package dev.insight.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.PathReporter;
import dev.insight.diagnosis.PathStatus;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import dev.insight.runner.store.PathStore;
import org.junit.jupiter.api.Test;

class QuietTest {
    private static final long LIGHT = 160_000_000L;
    private static final String WELL = "From eu to sg a call takes what light takes";

    private final PathStore store = PathStore.create();

    @Test
    void atFirst_itIsToldThatItLearns() {
        path("sg");

        assertThat(words()).startsWith("Three regions");
    }

    @Test
    void callsAsFastAsLight_areToldOf() {
        answered(path("sg"), LIGHT + LIGHT / 10);
        answered(path("us"), 10 * LIGHT);

        assertThat(words()).contains(WELL);
    }

    @Test
    void callsThatTakeLonger_areNotCalledAsFastAsLight() {
        answered(path("sg"), LIGHT + LIGHT / 4);

        assertThat(words()).startsWith("No incident is open. ").doesNotContain(WELL);
    }

    @Test
    void callsThatWereLost_areNotPassedOver() {
        Probe probe = path("sg");
        answered(probe, LIGHT);
        report(probe, ProbeResult.builder(slot(probe), Outcome.failed("UNAVAILABLE", Phase.RPC, null)));

        assertThat(words()).startsWith("No incident is open. ").doesNotContain(WELL);
    }

    private String words() {
        return Quiet.words(store.paths(), false, LIGHT);
    }

    private Probe path(String target) {
        Probe probe = Probe.builder(
                        "eu", Target.builder(target, "payments", "localhost:1").build(), Route.of("forwarded"))
                .build();
        store.onAdded(probe);
        return probe;
    }

    /** So that it is learned, too. */
    private void answered(Probe probe, long nanos) {
        store.onPathStatus(new PathStatus(probe.path(), 0, PathStatus.State.OK, null, null));
        report(probe, ProbeResult.builder(slot(probe), Outcome.ok()).latencyNanos(nanos));
    }

    private void report(Probe probe, ProbeResult.Builder result) {
        store.onReport(PathReporter.create(probe, fault -> {}).report(result.build()));
    }

    private static Slot slot(Probe probe) {
        return new Slot(probe, ProbeKind.WARM, null, 1, 0, 0);
    }
}
