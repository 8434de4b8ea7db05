package dev.insight.runner.load;

import dev.insight.diagnosis.HostLoad;
import dev.insight.runner.fetch.Fetch;
import dev.insight.runner.prometheus.InstantVector;
import dev.insight.runner.prometheus.Sample;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hosts' load by a query that a Prometheus answers, or what speaks its HTTP API. Thread-safe. */
final class PrometheusLoads implements Readings {
    private static final double MICROS = 1e6;
    /** Rates of two counters that were not read at one moment may be a little beyond what can be. */
    private static final double SLACK = 0.05;
    /** Nobody's routes have so many hosts. */
    private static final int MOST_HOSTS = 100_000;

    private final HostLoadConfig.Prometheus config;
    private final PolledDocument answer;
    private volatile List<HostLoad> latest = List.of();

    PrometheusLoads(HostLoadConfig.Prometheus config, Fetch fetch) {
        this.config = config;
        URI query = InstantVector.uri(config.address(), config.query());
        answer = new PolledDocument(
                "the load of hosts",
                query,
                config.bearer(),
                fetch,
                read -> take(InstantVector.read(read.stream(), MOST_HOSTS).samples()));
    }

    @Override
    public void read() {
        answer.read();
    }

    private void take(List<Sample> samples) throws IOException {
        List<HostLoad> loads = new ArrayList<>();
        for (Sample sample : samples) {
            HostName host = host(sample.labels());
            HostLoad load = host == null ? null : load(sample, host);
            if (load != null) {
                loads.add(load);
            }
        }
        latest = List.copyOf(loads);
        if (loads.isEmpty()) {
            throw new IOException("knows of no host: of " + samples.size() + " results of the query none has a label "
                    + config.hopLabel() + " that names one, and a value from 0 to 1");
        }
    }

    /** The load that {@code sample} is, or null if it is none. */
    static @Nullable HostLoad load(Sample sample, HostName host) {
        double cpu = sample.value();
        return cpu >= -SLACK && cpu <= 1 + SLACK
                ? new HostLoad(
                        host.hop(), host.node(), (long) (sample.seconds() * MICROS), Math.max(0, Math.min(1, cpu)))
                : null;
    }

    /** Whose load it is, or null if nobody's on any route. */
    private @Nullable HostName host(Map<String, String> labels) {
        String hop = labels.get(config.hopLabel());
        if (hop == null) {
            return null;
        }
        if (!config.hosts().isEmpty()) {
            return config.hosts().get(hop);
        }
        return new HostName(hop, labels.get(config.nodeLabel()));
    }

    @Override
    public List<HostLoad> latest() {
        return latest;
    }
}
