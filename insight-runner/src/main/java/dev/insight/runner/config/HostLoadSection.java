package dev.insight.runner.config;

import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.load.HostLoadConfig;
import dev.insight.runner.load.HostName;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes sense of the file's {@code host_load}. */
final class HostLoadSection {
    private static final List<Key<?>> OF_PROMETHEUS =
            List.of(Schema.QUERY, Schema.HOP_LABEL, Schema.NODE_LABEL, Schema.HOSTS, Schema.TOKEN_FILE);

    private HostLoadSection() {}

    /** What the section says, or null if there is none. */
    static @Nullable HostLoadConfig read(Fields root, Reading reading) {
        Fields fields = root.get(Schema.HOST_LOADS);
        if (fields == null) {
            return null;
        }
        if (!fields.has(Schema.PROMETHEUS) && !fields.has(Schema.NODE_EXPORTER)) {
            reading.problem(fields.at, fields.path, "names nowhere to read from, write prometheus or node_exporter");
        }
        for (Key<?> key : OF_PROMETHEUS) {
            if (fields.has(key) && !fields.has(Schema.PROMETHEUS)) {
                reading.problem(fields.at(key), fields.path(key), "goes with prometheus, add that or remove this");
            }
        }
        if (fields.has(Schema.HOSTS) && fields.has(Schema.NODE_LABEL)) {
            reading.problem(
                    fields.at(Schema.NODE_LABEL),
                    fields.path(Schema.NODE_LABEL),
                    "stands beside hosts, which says the instance as hop/instance, keep one");
        }
        return new HostLoadConfig(prometheus(fields), nodeExporters(fields, reading), fields.get(Schema.CA));
    }

    private static HostLoadConfig.@Nullable Prometheus prometheus(Fields fields) {
        URI address = fields.get(Schema.PROMETHEUS);
        if (address == null) {
            return null;
        }
        String hop = fields.get(Schema.HOP_LABEL, "hop");
        String node = fields.get(Schema.NODE_LABEL, "node");
        return new HostLoadConfig.Prometheus(
                address,
                fields.get(Schema.QUERY, HostLoadConfig.Prometheus.query(hop, node)),
                hop,
                node,
                fields.get(Schema.HOSTS, Map.of()),
                fields.get(Schema.TOKEN_FILE));
    }

    private static Map<HostName, URI> nodeExporters(Fields fields, Reading reading) {
        Map<HostName, URI> hosts = new LinkedHashMap<>();
        for (Fields each : fields.get(Schema.NODE_EXPORTER, List.of())) {
            String hop = each.get(Schema.HOST_HOP);
            URI url = each.get(Schema.HOST_URL);
            if (hop == null || url == null) {
                continue; // which has left a problem behind
            }
            HostName name = new HostName(hop, each.get(Schema.HOST_NODE));
            if (hosts.putIfAbsent(name, metrics(url)) != null) {
                reading.problem(each.at, each.path, "is " + name + " a second time, name its instance with node");
            }
        }
        return hosts;
    }

    /** Where a node_exporter tells of its processors alone, unless the file says exactly what to ask. */
    private static URI metrics(URI url) {
        if (url.getRawQuery() != null) {
            return url;
        }
        String path = url.getRawPath().isEmpty() || url.getRawPath().equals("/") ? "/metrics" : url.getRawPath();
        return url.resolve(path + "?collect%5B%5D=cpu");
    }
}
