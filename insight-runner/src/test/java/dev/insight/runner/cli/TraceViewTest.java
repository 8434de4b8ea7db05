package dev.insight.runner.cli;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.SampleReports;
import dev.insight.runner.SetTicker;
import dev.insight.runner.store.PathStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TraceViewTest {
    private final StringWriter text = new StringWriter();

    @Test
    void json_isOneObject_thoughItEndsBeforeAnythingWasProbed() throws Exception {
        TraceView view = view(true);
        view.end();
        view.watch(PROBE, new CompletableFuture<>(), () -> {
            throw new AssertionError("begun after its end");
        });

        assertThat(text.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("{\"id\":\"eu>sg/forwarded/payments\",")
                        .contains("\"probes\":0,\"failures\":0,")
                        .endsWith("}"));
    }

    @Test
    void probesThatEndLater_areNotToldAmidTheTable() throws Exception {
        PathStore store = PathStore.create();
        store.onAdded(PROBE);
        TraceView view = view(false);
        view.watch(PROBE, CompletableFuture.completedFuture(null), () -> {
            store.onReport(SampleReports.ok(PROBE, 0, 47 * MILLI));
            view.onReport(SampleReports.ok(PROBE, 0, 47 * MILLI));
            view.end();
            view.onReport(SampleReports.ok(PROBE, 1, 47 * MILLI));
            return () -> store.path(PROBE.path());
        });

        assertThat(text.toString())
                .startsWith("1  warm  OK")
                .contains("gateway-eu>payments")
                .doesNotContain("2  warm");
    }

    private TraceView view(boolean json) {
        return new TraceView(new PrintWriter(text), Terminal.none(), json, Long.MAX_VALUE, new SetTicker());
    }
}
