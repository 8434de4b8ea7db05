package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;
import static dev.insight.runner.config.Key.required;

import dev.insight.runner.config.Section.Fields;
import dev.insight.runner.load.HostLoadConfig;
import dev.insight.runner.load.HostName;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the file's {@code host_load}, and what they make. */
final class HostLoadSection {
    private static final Key<URI> PROMETHEUS =
            optional("prometheus", Addresses.url(), "none", "a Prometheus, or what speaks its HTTP API");
    private static final Key<String> QUERY = optional(
            "query",
            Scalars.text(),
            "by node_cpu_seconds_total",
            "PromQL whose result is a vector of shares of the processors in use, from 0 to 1");
    private static final Key<String> HOP_LABEL =
            preset("hop_label", Scalars.label(), "hop", "the label of its result that says which hop");
    private static final Key<String> NODE_LABEL =
            preset("node_label", Scalars.label(), "node", "the label that says which instance, as stamps name it");
    private static final Key<Map<String, HostName>> HOSTS = optional(
            "hosts",
            new MapForm<>("the hop label's value", value -> {}, Scalars.host()),
            "as the labels say",
            "which hop, or hop/instance, each value of the hop's label is; others are left out");
    private static final Key<String> TOKEN_FILE =
            optional("token_file", FileForms.token(), "none", "a file whose content is sent as Authorization: Bearer");
    private static final Key<String> NAME = required("name", Scalars.name(), "the hop on that host, as routes name it");
    private static final Key<String> NODE =
            optional("node", Scalars.name(), "any", "which instance of it, as its stamps name it");
    private static final Key<URI> URL = required("url", Addresses.url(), "its node_exporter");
    private static final Key<List<Fields>> NODE_EXPORTER = optional(
            "node_exporter",
            new ListForm<>(Section.of(NAME, NODE, URL), 1_000),
            "none",
            "node_exporters that are read straight, every five seconds");
    private static final Key<Path> CA =
            optional("ca", FileForms.certificates(), "the system's", "trusted certificates of https addresses");
    static final Key<Fields> HOST_LOAD = optional(
                    "host_load",
                    Section.of(PROMETHEUS, QUERY, HOP_LABEL, NODE_LABEL, HOSTS, TOKEN_FILE, NODE_EXPORTER, CA),
                    "unknown",
                    "how busy the forwarders' hosts are, for diagnosis")
            .takenUp(TakenUp.RESTART);

    private static final List<Key<?>> OF_PROMETHEUS = List.of(QUERY, HOP_LABEL, NODE_LABEL, HOSTS, TOKEN_FILE);

    private HostLoadSection() {}

    /** What the section says, or null if there is none. */
    static @Nullable HostLoadConfig read(Fields root, Reading reading) {
        Fields fields = root.get(HOST_LOAD);
        if (fields == null) {
            return null;
        }
        if (!fields.has(PROMETHEUS) && !fields.has(NODE_EXPORTER)) {
            reading.problem(fields.at, fields.path, "names nowhere to read from, write prometheus or node_exporter");
        }
        for (Key<?> key : OF_PROMETHEUS) {
            if (fields.has(key) && !fields.has(PROMETHEUS)) {
                reading.problem(fields.at(key), fields.path(key), "goes with prometheus, add that or remove this");
            }
        }
        if (fields.has(HOSTS) && fields.has(NODE_LABEL)) {
            reading.problem(
                    fields.at(NODE_LABEL),
                    fields.path(NODE_LABEL),
                    "stands beside hosts, which says the instance as hop/instance, keep one");
        }
        return new HostLoadConfig(prometheus(fields), nodeExporters(fields, reading), fields.get(CA));
    }

    private static HostLoadConfig.@Nullable Prometheus prometheus(Fields fields) {
        URI address = fields.get(PROMETHEUS);
        if (address == null) {
            return null;
        }
        String hop = fields.orPreset(HOP_LABEL);
        String node = fields.orPreset(NODE_LABEL);
        return new HostLoadConfig.Prometheus(
                address,
                fields.get(QUERY, HostLoadConfig.Prometheus.query(hop, node)),
                hop,
                node,
                fields.get(HOSTS, Map.of()),
                fields.get(TOKEN_FILE));
    }

    private static Map<HostName, URI> nodeExporters(Fields fields, Reading reading) {
        Map<HostName, URI> hosts = new LinkedHashMap<>();
        for (Fields each : fields.get(NODE_EXPORTER, List.of())) {
            String hop = each.get(NAME);
            URI url = each.get(URL);
            if (hop == null || url == null) {
                continue; // which has left a problem behind
            }
            HostName name = new HostName(hop, each.get(NODE));
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
