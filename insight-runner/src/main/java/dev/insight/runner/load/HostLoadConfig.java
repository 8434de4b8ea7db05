package dev.insight.runner.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where hosts' load is read. Immutable.
 *
 * @param prometheus one that knows it, or null
 * @param nodeExporters those that are read straight
 * @param ca PEM file of the authorities trusted under HTTPS, or null for the system's
 */
public record HostLoadConfig(
        @Nullable Prometheus prometheus,
        Map<HostName, URI> nodeExporters,
        @Nullable Path ca) {
    public HostLoadConfig {
        nodeExporters = Map.copyOf(nodeExporters);
    }

    /**
     * A Prometheus, or what speaks its HTTP API.
     *
     * @param address before {@code /api/v1}
     * @param query PromQL whose result is a vector of shares from 0 to 1, one of each host; what it tells counts as of the
     *     moment it is asked, so it is to tell nothing of hosts that cannot be scraped
     * @param hopLabel the result's label that says which hop
     * @param nodeLabel the result's label that says which instance
     * @param hosts if not empty, which host each value of the hop's label is; others are nobody's
     * @param bearer sent as {@code Authorization: Bearer}, or null
     */
    public record Prometheus(
            URI address,
            String query,
            String hopLabel,
            String nodeLabel,
            Map<String, HostName> hosts,
            @Nullable String bearer) {
        public Prometheus {
            hosts = Map.copyOf(hosts);
        }

        /**
         * The query that asks for what node_exporters have told, where they are labelled as said: what hosts did between
         * their two latest scrapes, of those that can be scraped now.
         */
        public static String query(String hopLabel, String nodeLabel) {
            String by = "(" + hopLabel + ", " + nodeLabel + ")";
            String idle = "sum by " + by + " (irate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[5m]))";
            String all = "sum by " + by + " (irate(node_cpu_seconds_total[5m]))";
            String now = "count by " + by + " (node_cpu_seconds_total)";
            return "1 - " + idle + " / " + all + " and on " + by + " " + now;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Prometheus[" + address + ", " + query + "]";
        }
    }
}
