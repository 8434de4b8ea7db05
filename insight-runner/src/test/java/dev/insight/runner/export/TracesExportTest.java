package dev.insight.runner.export;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.cold;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.ProbeReport;
import dev.insight.hop.Ticker;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which probes become traces. */
class TracesExportTest {
    private final List<SpanData> sent = new CopyOnWriteArrayList<>();
    private TracesExport traces = exporting(0);
    private long probes;

    private TracesExport exporting(double ratio) {
        ExportConfig config = new ExportConfig(
                null,
                URI.create("http://127.0.0.1:1/v1/traces"),
                Duration.ofMinutes(1),
                false,
                ratio,
                Map.of(),
                Map.of("service.name", "test"),
                null);
        return new TracesExport(
                config,
                spans -> {
                    sent.addAll(spans);
                    return Reception.TAKEN;
                },
                Ticker.system());
    }

    @AfterEach
    void close() {
        traces.close();
    }

    private boolean tell(long millis) {
        return tell(report(
                okResult(PROBE, probes, millis * MILLI).trace(trace(), span()).build()));
    }

    private boolean fail() {
        return tell(report(failed(PROBE, probes, "UNAVAILABLE").result().toBuilder()
                .trace(trace(), span())
                .build()));
    }

    private boolean tell(ProbeReport report) {
        probes++;
        traces.onReport(report);
        return traces.isExported(report);
    }

    private String trace() {
        return String.format("%032x", probes + 1);
    }

    private String span() {
        return String.format("%016x", probes + 1);
    }

    private List<String> reasons() {
        traces.close();
        return sent.stream()
                .map(span -> span.getAttributes().get(AttributeKey.stringKey("insight.trace.reason")))
                .filter(reason -> reason != null)
                .toList();
    }

    @Test
    void those_that_are_slow_for_their_path_are_exported() {
        for (int i = 0; i < 64; i++) {
            assertThat(tell(50)).as("probe %s is as all", i).isFalse();
        }
        assertThat(tell(90)).isTrue();
        assertThat(tell(49)).isFalse();
        assertThat(reasons()).containsExactly("slow");
        assertThat(sent).extracting(SpanData::getTraceId).containsOnly(String.format("%032x", 65));
    }

    @Test
    void what_is_slow_for_good_is_usual_soon() {
        for (int i = 0; i < 64; i++) {
            tell(50);
        }
        int exported = 0;
        for (int i = 0; i < 640; i++) {
            exported += tell(90) ? 1 : 0;
        }
        assertThat(exported).isBetween(1, 30);
    }

    @Test
    void nothing_is_slow_while_little_is_known() {
        for (int i = 1; i <= 20; i++) {
            assertThat(tell(10L * i)).isFalse();
        }
    }

    @Test
    void failures_are_exported_until_there_are_too_many() {
        assertThat(fail()).isTrue();
        for (int i = 0; i < 5_000; i++) {
            fail();
        }
        assertThat(traces.limited()).isGreaterThan(4_000);
        assertThat(reasons()).hasSizeBetween(50, 1_000).containsOnly("failed");
        assertThat(traces.exported() + traces.limited()).isEqualTo(5_001);
    }

    @Test
    void a_probe_without_ids_is_no_trace() {
        assertThat(tell(cold(PROBE, 1))).isFalse();
        assertThat(tell(failed(PROBE, 2, "UNAVAILABLE"))).isFalse();
        assertThat(reasons()).isEmpty();
    }

    @Test
    void of_those_that_went_out_as_traced_all_are_exported_and_of_others_none() {
        traces.close();
        traces = exporting(0.2);
        int promised = 0;
        for (int i = 0; i < 1_000; i++) {
            Span out = traces.ids().getTracer("test").spanBuilder("probe").startSpan();
            assertThat(out.getSpanContext().isValid()).isTrue();
            boolean isExported = tell(report(okResult(PROBE, i, 50 * MILLI)
                    .trace(
                            out.getSpanContext().getTraceId(),
                            out.getSpanContext().getSpanId())
                    .build()));
            assertThat(isExported).isEqualTo(out.getSpanContext().isSampled());
            promised += isExported ? 1 : 0;
        }
        assertThat(promised).isBetween(100, 300);
        assertThat(reasons()).hasSize(promised).containsOnly("sampled");
    }

    @Test
    void a_path_that_leaves_is_forgotten() {
        for (int i = 0; i < 64; i++) {
            tell(50);
        }
        traces.onRemoved(PROBE);
        assertThat(tell(90)).isFalse();
    }
}
