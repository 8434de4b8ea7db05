package dev.insight.runner.global;

import dev.insight.probe.PathId;
import java.util.Locale;

/**
 * What is asked of one path's past, in PromQL that Prometheus and Thanos Query both understand. Of what several say of one
 * hour, all counts: they measured the same path.
 */
enum PastQuestion {
    P50("histogram_quantile(0.5, sum by (le) (rate(insight_probe_duration_seconds_bucket{PATH}[RANGE])))"),
    P99("histogram_quantile(0.99, sum by (le) (rate(insight_probe_duration_seconds_bucket{PATH}[RANGE])))"),
    /** A second. The servers of a pair count each probe, and it was sent once. */
    PROBES("sum(max without (REPLICA) (rate(insight_probes_total{PATH}[RANGE])))"),
    FAILURES("sum(max without (REPLICA) (rate(insight_probes_total{PATH,outcome!=\"OK\"}[RANGE])))"),
    SELF("histogram_quantile(0.5, sum by (hop, le) (rate(insight_hop_self_seconds_bucket{PATH}[RANGE])))"),
    LINK("histogram_quantile(0.5, sum by (link, le) (rate(insight_link_seconds_bucket{PATH}[RANGE])))");

    /** Of a shorter range a server that scrapes once a minute has too few samples for a rate. */
    private static final long LEAST_RANGE_SECONDS = 120;

    private final String template;

    PastQuestion(String template) {
        this.template = template;
    }

    String promql(GlobalConfig config, PathId path, long stepMillis) {
        String selected = "source=" + quoted(path.source()) + ",target=" + quoted(path.target()) + ",route="
                + quoted(path.route()) + ",service=" + quoted(path.service());
        // What may hold anything goes in last.
        return template.replace("REPLICA", config.replicaLabel())
                .replace("RANGE", Math.max(LEAST_RANGE_SECONDS, stepMillis / 1_000) + "s")
                .replace("PATH", selected);
    }

    /** {@code text} as a string of PromQL, whatever it holds. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
