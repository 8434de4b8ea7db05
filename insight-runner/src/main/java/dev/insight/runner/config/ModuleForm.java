package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;

import dev.insight.runner.blackbox.IpChoice;
import dev.insight.runner.blackbox.ProbeModule;
import dev.insight.runner.blackbox.QueryStep;
import dev.insight.runner.blackbox.TlsSettings;
import dev.insight.runner.config.Section.Fields;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One module of blackbox_exporter's: read strictly where this runner has its prober, and else left to the other program. */
record ModuleForm() implements Form<ProbeModule> {
    private static final List<String> FOREIGN = List.of("http", "icmp", "dns", "unix", "websocket");

    private static final Key<String> PROBER =
            Key.required("prober", ModuleScalars.prober(FOREIGN), "which prober it is for");
    private static final Key<Duration> TIMEOUT = optional(
            "timeout", ModuleScalars.timeout(), "the scrape's, less half a second", "how long a probe may take");

    private static final Key<Boolean> IP4 =
            preset("preferred_ip_protocol", ModuleScalars.ipProtocol(), "ip6", "which of a name's addresses");
    private static final Key<Boolean> FALLBACK =
            preset("ip_protocol_fallback", ModuleScalars.bool(), "true", "whether the other sort will do");
    private static final Key<Boolean> TLS = preset("tls", ModuleScalars.bool(), "false", "secures the connection");
    private static final Key<TlsSettings> TLS_CONFIG = optional(
            "tls_config", new OrEmpty<>(new TlsConfigForm(), TlsSettings.DEFAULT), "as below", "how it is secured");
    private static final Section SHARED = Section.of(IP4, FALLBACK, TLS, TLS_CONFIG);

    private static final Key<String> SERVICE =
            optional("service", ModuleScalars.service(), "the whole server", "whose health is asked for");
    private static final Key<List<Map.Entry<String, String>>> METADATA =
            optional("metadata", new ModuleMetadataForm(), "none", "sent with the call");
    private static final Key<Fields> GRPC = optional(
            "grpc", new NullableSection(Section.of(SHARED, SERVICE, METADATA)), "as below", "of the prober grpc");

    private static final Key<InetAddress> SOURCE =
            optional("source_ip_address", ModuleScalars.ipAddress(), "any", "the address connected from");
    private static final Key<List<QueryStep>> STEPS = optional(
            "query_response",
            new OrEmpty<>(new ListForm<>(new QueryStepForm(), 1_000), List.of()),
            "nothing",
            "what is said and expected");
    private static final Key<Fields> TCP =
            optional("tcp", new NullableSection(Section.of(SHARED, SOURCE, STEPS)), "as below", "of the prober tcp");

    private static final Section MODULE = Section.of(
            PROBER,
            TIMEOUT,
            GRPC,
            TCP,
            ignored("http"),
            ignored("icmp"),
            ignored("dns"),
            ignored("unix"),
            ignored("websocket"));

    @Override
    public @Nullable ProbeModule read(Node node, String key, Reading reading) {
        String prober = proberOf(node);
        if (prober != null && FOREIGN.contains(prober)) {
            return new ProbeModule.Foreign(prober);
        }
        Fields fields = MODULE.read(node, key, reading);
        if (fields == null || fields.get(PROBER) == null) {
            return null;
        }
        Duration timeout = fields.get(TIMEOUT, Duration.ZERO);
        return fields.get(PROBER, "").equals("grpc") ? grpc(fields.get(GRPC), timeout) : tcp(fields.get(TCP), timeout);
    }

    private static @Nullable String proberOf(Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (Reading.keyOf(tuple).equals("prober") && tuple.getValueNode() instanceof ScalarNode scalar) {
                    return scalar.getValue();
                }
            }
        }
        return null;
    }

    private static ProbeModule grpc(@Nullable Fields grpc, Duration timeout) {
        return grpc == null
                ? new ProbeModule.Grpc(timeout, "", IpChoice.DEFAULT, false, TlsSettings.DEFAULT, List.of())
                : new ProbeModule.Grpc(
                        timeout,
                        grpc.get(SERVICE, ""),
                        ip(grpc),
                        grpc.orPreset(TLS),
                        grpc.get(TLS_CONFIG, TlsSettings.DEFAULT),
                        grpc.get(METADATA, List.of()));
    }

    private static ProbeModule tcp(@Nullable Fields tcp, Duration timeout) {
        return tcp == null
                ? new ProbeModule.Tcp(timeout, IpChoice.DEFAULT, null, List.of(), false, TlsSettings.DEFAULT)
                : new ProbeModule.Tcp(
                        timeout,
                        ip(tcp),
                        tcp.get(SOURCE),
                        tcp.get(STEPS, List.of()),
                        tcp.orPreset(TLS),
                        tcp.get(TLS_CONFIG, TlsSettings.DEFAULT));
    }

    private static IpChoice ip(Fields fields) {
        return new IpChoice(fields.orPreset(IP4), fields.orPreset(FALLBACK));
    }

    private static Key<Boolean> ignored(String name) {
        return optional(name, new IgnoredForm(), "none", "of another prober; passed over");
    }

    @Override
    public Map<String, Section> sections() {
        return MODULE.sections();
    }

    @Override
    public String describe() {
        return "mapping with prober";
    }
}
