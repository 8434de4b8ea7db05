package dev.insight.runner.load;

import dev.insight.diagnosis.HostLoad;
import dev.insight.runner.fetch.Fetch;
import dev.insight.runner.load.PrometheusQuery.Value;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hosts' load by a query that a Prometheus answers, or what speaks its HTTP API. Thread-safe. */
final class PrometheusLoads implements Readings {
    private final HostLoadConfig.Prometheus config;
    private final PolledDocument answer;
    private volatile List<HostLoad> latest = List.of();

    PrometheusLoads(HostLoadConfig.Prometheus config, Fetch fetch) {
        this.config = config;
        URI query = Fetch.below(config.address(), "/api/v1/query?query=" + Fetch.encoded(config.query()));
        answer = new PolledDocument(
                "the load of hosts", query, config.bearer(), fetch, read -> take(PrometheusQuery.read(read.stream())));
    }

    @Override
    public void read() {
        answer.read();
    }

    private void take(List<Value> values) throws IOException {
        List<HostLoad> loads = new ArrayList<>();
        for (Value value : values) {
            HostName host = host(value.labels());
            HostLoad load = host == null ? null : PrometheusQuery.load(value, host);
            if (load != null) {
                loads.add(load);
            }
        }
        latest = List.copyOf(loads);
        if (loads.isEmpty()) {
            throw new IOException("knows of no host: of " + values.size() + " results of the query none has a label "
                    + config.hopLabel() + " that names one, and a value from 0 to 1");
        }
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
