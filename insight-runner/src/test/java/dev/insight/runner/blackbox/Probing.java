package dev.insight.runner.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Modules, and probes that are waited for. */
final class Probing {
    static final Duration LONG = Duration.ofSeconds(20);

    private Probing() {}

    static QueryStep step(String expect, String send) {
        return new QueryStep(expect == null ? null : Pattern.compile(expect), "", Map.of(), send, false);
    }

    static ProbeModule.Tcp module(QueryStep... steps) {
        return new ProbeModule.Tcp(Duration.ZERO, IpChoice.DEFAULT, null, List.of(steps), false, TlsSettings.DEFAULT);
    }

    static ProbeModule.Tcp tcp(IpChoice ip) {
        return new ProbeModule.Tcp(Duration.ZERO, ip, null, List.of(), false, TlsSettings.DEFAULT);
    }

    static ProbeModule.Grpc grpc() {
        return new ProbeModule.Grpc(Duration.ZERO, "", IpChoice.DEFAULT, false, TlsSettings.DEFAULT, List.of());
    }

    static ProbeAnswer tcp(Blackbox by, String target, QueryStep... steps) throws Exception {
        return told(by, module(steps), target);
    }

    static ProbeAnswer probe(Blackbox by, ProbeModule.Known module, String target, Duration timeout) throws Exception {
        return begin(by, module, target, timeout).get(30, TimeUnit.SECONDS);
    }

    static ProbeAnswer told(Blackbox by, ProbeModule.Known module, String target) throws Exception {
        return begin(by, module, target, LONG).get(30, TimeUnit.SECONDS);
    }

    static CompletableFuture<ProbeAnswer> begin(
            Blackbox by, ProbeModule.Known module, String target, Duration timeout) {
        CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
        assertThat(by.probe(new ProbeRequest(module, target, null, timeout), answer::complete))
                .isTrue();
        return answer;
    }

    /** Every series with its value. */
    static Map<String, Double> values(ProbeAnswer answer) {
        Map<String, Double> values = new TreeMap<>();
        for (MetricSnapshot metric : answer.metrics()) {
            for (GaugeDataPointSnapshot point : ((GaugeSnapshot) metric).getDataPoints()) {
                String labels =
                        point.getLabels().isEmpty() ? "" : point.getLabels().toString();
                values.put(metric.getMetadata().getName() + labels, point.getValue());
            }
        }
        return values;
    }

    static Double code(ProbeAnswer answer) {
        return values(answer).get("probe_grpc_status_code");
    }
}
