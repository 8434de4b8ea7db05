package dev.insight.runner.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a host's processors have spent in each mode since it started, as its node_exporter says. Immutable.
 *
 * @param seconds by processor and mode, as the labels have them
 */
record CpuTimes(Map<String, Double> seconds) {
    private static final String METRIC = "node_cpu_seconds_total{";
    /** Nobody has so many processors; what says otherwise is no node_exporter. */
    private static final int MOST_SERIES = 65_536;

    CpuTimes {
        seconds = Map.copyOf(seconds);
    }

    /**
     * Reads Prometheus's text format.
     *
     * @throws IOException with what is wrong, when there are no such times in it
     */
    static CpuTimes read(InputStream text) throws IOException {
        Map<String, Double> seconds = new HashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int end = line.startsWith(METRIC) ? line.lastIndexOf('}') : -1;
            if (end >= 0 && seconds.size() < MOST_SERIES) {
                seconds.put(line.substring(METRIC.length(), end), value(line.substring(end + 1)));
            }
        }
        if (seconds.isEmpty()) {
            throw new IOException(
                    "serves no node_cpu_seconds_total, so it is no node_exporter, or its cpu collector is off");
        }
        return new CpuTimes(seconds);
    }

    private static double value(String text) throws IOException {
        String[] parts = text.strip().split(" ", 2); // a timestamp may follow
        try {
            return Double.parseDouble(parts[0]);
        } catch (NumberFormatException e) {
            throw new IOException("serves node_cpu_seconds_total of " + parts[0] + ", which is no number", e);
        }
    }

    /**
     * The share of the processors that was in use since {@code before}, from 0 to 1; NaN when that cannot be told, for the
     * host began anew between the two or no time had passed. Waiting for a disk uses no processor; steal does, for somebody
     * else had it.
     */
    double busySince(CpuTimes before) {
        double idle = 0;
        double all = 0;
        for (Map.Entry<String, Double> each : seconds.entrySet()) {
            Double earlier = before.seconds.get(each.getKey());
            if (earlier == null) {
                continue; // a processor that was not there
            }
            double spent = each.getValue() - earlier;
            if (spent < 0 && !isWaiting(each.getKey())) {
                return Double.NaN; // counters began anew
            }
            all += Math.max(0, spent);
            idle += isIdle(each.getKey()) ? Math.max(0, spent) : 0;
        }
        return all > 0 ? 1 - idle / all : Double.NaN;
    }

    private static boolean isIdle(String labels) {
        return labels.contains("mode=\"idle\"") || isWaiting(labels);
    }

    /** Linux counts time spent waiting for disks back now and then, which is no new start. */
    private static boolean isWaiting(String labels) {
        return labels.contains("mode=\"iowait\"");
    }
}
