package dev.insight.runner.export;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.term;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.Term;
import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeResult;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** How a report becomes spans. */
class ProbeSpansTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final long SENT_MICROS = 1_760_000_000_000_123L;

    private final ProbeSpans spans = new ProbeSpans(Resource.empty(), Ticker.system());

    @AfterEach
    void close() {
        spans.close();
    }

    private static ProbeResult.Builder slow() {
        return okResult(PROBE, 0, 50 * MILLI).trace(TRACE, SPAN).sentEpochMicros(SENT_MICROS);
    }

    private static ProbeReport of(Term... terms) {
        ProbeResult result = slow().build();
        return new ProbeReport(
                result, new Decomposition(result.latencyNanos(), List.of(terms), List.of(), null, Map.of()));
    }

    private SpanData call(List<SpanData> all) {
        return all.get(all.size() - 1);
    }

    private List<SpanData> parts(List<SpanData> all) {
        return all.stream()
                .filter(span -> span.getParentSpanId().equals(call(all).getSpanId()))
                .toList();
    }

    private static long nanos(SpanData span) {
        return span.getEndEpochNanos() - span.getStartEpochNanos();
    }

    @Test
    void call_is_a_client_span_under_the_ids_that_went_out() {
        SpanData call = call(spans.of(report(slow().peer("127.0.0.1:1").build()), TraceReason.SLOW));

        assertThat(call.getTraceId()).isEqualTo(TRACE);
        assertThat(call.getSpanId()).isEqualTo(SPAN);
        assertThat(call.getParentSpanContext().isValid()).isFalse();
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getName()).isEqualTo("grpc.health.v1.Health/Check");
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(call.getStartEpochNanos()).isEqualTo(SENT_MICROS * 1_000);
        assertThat(nanos(call)).isEqualTo(50 * MILLI);
        assertThat(call.getAttributes().get(stringKey("rpc.system"))).isEqualTo("grpc");
        assertThat(call.getAttributes().get(longKey("rpc.grpc.status_code"))).isZero();
        assertThat(call.getAttributes().get(stringKey("insight.target"))).isEqualTo("sg");
        assertThat(call.getAttributes().get(stringKey("insight.outcome"))).isEqualTo("OK");
        assertThat(call.getAttributes().get(stringKey("insight.trace.reason"))).isEqualTo("slow");
        assertThat(call.getAttributes().get(stringKey("network.peer.address"))).isEqualTo("127.0.0.1:1");
    }

    @Test
    void parts_lie_end_to_end_and_add_up_to_the_call() {
        List<SpanData> all = spans.of(report(slow().build()), TraceReason.SAMPLED);
        List<SpanData> parts = parts(all);

        assertThat(parts)
                .extracting(SpanData::getName)
                .containsExactly("prober-eu>gateway-eu", "gateway-eu", "gateway-eu>payments", "payments");
        assertThat(parts).extracting(ProbeSpansTest::nanos).containsExactly(4 * MILLI, MILLI, 43 * MILLI, 2 * MILLI);
        assertThat(parts.get(0).getStartEpochNanos()).isEqualTo(call(all).getStartEpochNanos());
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).getStartEpochNanos())
                    .isEqualTo(parts.get(i - 1).getEndEpochNanos());
        }
        assertThat(parts.get(3).getEndEpochNanos()).isEqualTo(call(all).getEndEpochNanos());
        assertThat(all).extracting(SpanData::getTraceId).containsOnly(TRACE);
    }

    @Test
    void queue_is_a_span_below_its_hop_unless_it_overlaps_the_upstream_call() {
        List<SpanData> all = spans.of(
                of(
                        term(Term.Kind.SELF, "gateway-eu", 20 * MILLI, 15 * MILLI),
                        term(Term.Kind.SELF, "payments", 30 * MILLI, 31 * MILLI)),
                TraceReason.SLOW);
        SpanData gateway = parts(all).get(0);
        SpanData payments = parts(all).get(1);

        assertThat(all)
                .filteredOn(span -> span.getName().equals("queue"))
                .singleElement()
                .satisfies(queue -> {
                    assertThat(queue.getParentSpanId()).isEqualTo(gateway.getSpanId());
                    assertThat(nanos(queue)).isEqualTo(15 * MILLI);
                });
        assertThat(payments.getAttributes().get(doubleKey("insight.hop.queue_ms")))
                .isEqualTo(31.0);
        assertThat(gateway.getAttributes().get(stringKey("insight.hop.node"))).isEqualTo("gateway-eu-0");
    }

    @Test
    void a_negative_part_is_told_with_its_flaw_and_stays_within_the_call() {
        List<SpanData> all = spans.of(
                of(
                        new Term(
                                Term.Kind.LINK,
                                "prober-eu>gateway-eu",
                                -7 * MILLI,
                                -1,
                                List.of(),
                                Set.of(Flaw.NEGATIVE_LINK)),
                        term(Term.Kind.SELF, "gateway-eu", 57 * MILLI, -1)),
                TraceReason.SLOW);

        SpanData link = parts(all).get(0);
        assertThat(nanos(link)).isZero();
        assertThat(link.getAttributes().get(doubleKey("insight.term.ms"))).isEqualTo(-7.0);
        assertThat(link.getAttributes().get(stringKey("insight.term.flaws"))).isEqualTo("negative_link");
        assertThat(parts(all).get(1).getStartEpochNanos()).isEqualTo(call(all).getStartEpochNanos());
        assertThat(parts(all).get(1).getEndEpochNanos()).isEqualTo(call(all).getEndEpochNanos());
    }

    @Test
    void a_name_from_the_wire_names_no_span() {
        List<SpanData> all = spans.of(
                of(
                        term(Term.Kind.LINK, "prober-eu>made-up-1", 10 * MILLI, -1),
                        term(Term.Kind.SELF, "made-up-1", 10 * MILLI, -1),
                        term(Term.Kind.RESIDUAL, "made-up-1>payments", 30 * MILLI, -1)),
                TraceReason.SLOW);

        assertThat(parts(all)).extracting(SpanData::getName).containsExactly("other", "other", "residual");
        assertThat(parts(all).get(1).getAttributes().get(stringKey("insight.term.name")))
                .isEqualTo("made-up-1");
    }

    @Test
    void what_was_made_of_a_report_that_failed_midway_is_in_no_other_trace() {
        Term broken = Mockito.mock(Term.class);
        ProbeReport report = of(term(Term.Kind.SELF, "gateway-eu", 20 * MILLI, -1), broken);
        assertThatThrownBy(() -> spans.of(report, TraceReason.SLOW)).isInstanceOf(NullPointerException.class);

        assertThat(spans.of(of(), TraceReason.SLOW)).hasSize(1);
    }

    @Test
    void failure_is_the_status_and_lasts_as_long_as_the_prober_waited() {
        ProbeResult result = failed(PROBE, 0, "UNAVAILABLE").result();
        List<SpanData> all =
                spans.of(report(result.toBuilder().trace(TRACE, SPAN).build()), TraceReason.FAILED);

        assertThat(all).hasSize(1);
        assertThat(call(all).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(call(all).getStatus().getDescription()).isEqualTo("refused");
        assertThat(call(all).getAttributes().get(longKey("rpc.grpc.status_code")))
                .isEqualTo(14);
        assertThat(call(all).getAttributes().get(stringKey("insight.phase"))).isEqualTo("connect");
        assertThat(nanos(call(all))).isEqualTo(MILLI);
    }
}
