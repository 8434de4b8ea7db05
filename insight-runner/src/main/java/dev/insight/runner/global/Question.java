package dev.insight.runner.global;

import dev.insight.runner.prometheus.InstantVector;
import java.net.URI;
import java.util.Locale;

/** What is asked, in PromQL that Prometheus and Thanos Query both understand. Of what several say of one path, the worst counts. */
enum Question {
    /** When the newest sample of each source was taken. */
    NEWEST("max by (source) (timestamp(cross_region_up))"),
    UP("min by (PATH) (cross_region_up and FRESH(cross_region_up))"),
    LATENCY("max by (PATH) (cross_region_latency_ms and FRESH(cross_region_latency_ms))"),
    P50(classic("0.5")),
    P99(classic("0.99")),
    /** Where only native histograms are kept. Asked apart, for not every server can say, and one that cannot says nothing at all. */
    NATIVE_P50(nativeOne("0.5")),
    NATIVE_P99(nativeOne("0.99")),
    /** Warm probes a second. The servers of a pair count each of them, and it was sent once. */
    RATE("sum by (PATH) (max without (REPLICA) (rate(insight_probes_total[5m])))"),
    OK_RATE("sum by (PATH) (max without (REPLICA) (rate(insight_probes_total{outcome=\"OK\"}[5m])))"),
    /** With the labels of the runner that says so. */
    INCIDENTS("insight_incident_open and FRESH(insight_incident_open)"),
    /** A series for each runner and source, which says whose the other labels are, and when its newest sample was taken. */
    RUNNERS("timestamp(insight_probe_start_lag_seconds_count)"),
    /** The same of a day: one series for each runner, so that it is little to read. */
    OF_A_DAY("max by (source) (max_over_time(timestamp(insight_probe_start_lag_seconds_count)[1d:1m]))");

    private final String template;

    Question(String template) {
        this.template = template;
    }

    private static String classic(String q) {
        return "histogram_quantile(" + q + ", sum by (PATH, le) (rate(insight_probe_duration_seconds_bucket[5m])))";
    }

    private static String nativeOne(String q) {
        return "histogram_quantile(" + q + ", sum by (PATH) (rate(insight_probe_duration_seconds[5m])))";
    }

    String promql(GlobalConfig config) {
        String fresh = "time() - timestamp($1) <= " + config.silentAfter().toMillis() / 1e3;
        return template.replace("PATH", "source, target, route, service")
                .replace("REPLICA", config.replicaLabel())
                .replaceAll("FRESH\\((\\w+)\\)", fresh);
    }

    /** Where it is answered. Prometheus knows nothing of what is for Thanos, and does not mind. */
    URI uri(GlobalConfig config) {
        return InstantVector.uri(config.prometheus(), promql(config), "dedup=true", "partial_response=true");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
