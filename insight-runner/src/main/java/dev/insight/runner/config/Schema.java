package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.required;

import dev.insight.runner.load.HostName;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every key of the file: its form, its default and its meaning. Reader and reference both come from here. */
final class Schema {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration LEAST_COLD = Duration.ofSeconds(1);

    static final Key<Duration> INTERVAL =
            optional("interval", Scalars.duration(LEAST), "5s", "between two intended starts of a path's warm probe");
    static final Key<Duration> TIMEOUT = optional(
            "timeout",
            Scalars.duration(LEAST),
            "2s",
            "from a probe's start to its end, name resolution included; may exceed the interval");
    static final Key<Duration> COLD_INTERVAL = optional(
            "cold_interval",
            Scalars.durationOrOff(LEAST_COLD),
            "1m",
            "between two cold probes, each over a connection of its own");
    static final Key<Duration> PARTIAL_INTERVAL = optional(
            "partial_interval",
            Scalars.durationOrOff(LEAST),
            "30s",
            "between two partial-path probes, which take the route's hops in turn");
    static final Section DEFAULTS = Section.of(INTERVAL, TIMEOUT, COLD_INTERVAL, PARTIAL_INTERVAL);

    static final Key<List<HopName>> HOPS = required(
            "hops",
            new ListForm<>(new HopName.HopForm(), 16),
            "hops from the prober outward, the service last; ${source}, ${target} and ${service} are replaced");
    static final Section ROUTE = Section.of(HOPS);

    static final Key<Path> CA = optional(
            "ca", FileForms.certificates(), "the system's", "trusted certificates; read again when the file changes");
    static final Key<Path> CERT = optional("cert", FileForms.certificates(), "none", "the client's certificate chain");
    static final Key<Path> KEY = optional("key", FileForms.privateKey(), "none", "its private key, PKCS#8");
    static final Section TLS = Section.of(CA, CERT, KEY);

    static final Key<String> TARGET_REGION = required("region", Scalars.name(), "region called");
    static final Key<String> SERVICE = required("service", Scalars.name(), "service called");
    static final Key<String> ROUTE_NAME =
            optional("route", Scalars.name(), "direct", "the route taken; direct needs no entry in routes");
    static final Key<String> ADDRESS = required("address", Addresses.target(), "what is connected to");
    static final Key<String> AUTHORITY =
            optional("authority", Addresses.authority(), "the address's", ":authority sent, and verified under TLS");
    static final Key<Map<String, String>> METADATA =
            optional("metadata", MetadataForms.values(), "none", "sent with each call; never shown");
    static final Key<Map<String, String>> METADATA_FILE =
            optional("metadata_file", MetadataForms.files(), "none", "metadata whose values are read from files");
    static final Key<Section.Fields> TARGET_TLS =
            optional("tls", TLS, "plain text", "secures the connection; {} trusts the system's authorities");
    static final Key<String> HEALTH_SERVICE = optional(
            "health_service", Scalars.text(), "the whole server", "the service name asked of grpc.health.v1.Health");
    static final Key<Boolean> WATCH = optional(
            "watch", Scalars.bool(), "false", "probes by Health/Watch, to its first message, instead of Check");
    static final Key<String> METHOD =
            optional("method", Scalars.method(), "grpc.health.v1.Health/Check", "any unary method to call instead");
    static final Key<byte[]> PAYLOAD_FILE =
            optional("payload_file", FileForms.payload(), "empty", "the method's encoded request");
    static final Key<byte[]> PAYLOAD_BASE64 =
            optional("payload_base64", Scalars.base64(), "empty", "the method's encoded request");
    /** How a target is probed, whether the file lists it or it is discovered. */
    private static final Section PROBED = Section.of(
            ROUTE_NAME,
            AUTHORITY,
            METADATA,
            METADATA_FILE,
            TARGET_TLS,
            INTERVAL,
            TIMEOUT,
            COLD_INTERVAL,
            PARTIAL_INTERVAL,
            HEALTH_SERVICE,
            WATCH,
            METHOD,
            PAYLOAD_FILE,
            PAYLOAD_BASE64);

    static final Section TARGET = Section.of(PROBED, TARGET_REGION, SERVICE, ADDRESS);

    static final Key<Path> SERVER_CERT = required("cert", FileForms.certificates(), "the server's certificate chain");
    static final Key<Path> SERVER_KEY = required("key", FileForms.privateKey(), "its private key, PKCS#8");
    static final Key<Path> CLIENT_CA = optional(
            "client_ca", FileForms.certificates(), "none asked", "client certificates must be signed by these");
    static final Key<Section.Fields> HTTP_TLS =
            optional("tls", Section.of(SERVER_CERT, SERVER_KEY, CLIENT_CA), "plain text", "serves HTTPS");
    static final Key<String> USERNAME = required("username", Scalars.text(), "the user");
    static final Key<String> PASSWORD_FILE = required("password_file", FileForms.secret(), "the password");
    static final Key<Section.Fields> BASIC_AUTH =
            optional("basic_auth", Section.of(USERNAME, PASSWORD_FILE), "none", "asked of every request");
    static final Section HTTP = Section.of(HTTP_TLS, BASIC_AUTH);

    static final Key<URI> PROMETHEUS =
            optional("prometheus", Addresses.url(), "none", "a Prometheus, or what speaks its HTTP API");
    static final Key<String> QUERY = optional(
            "query",
            Scalars.text(),
            "by node_cpu_seconds_total",
            "PromQL whose result is a vector of shares of the processors in use, from 0 to 1");
    static final Key<String> HOP_LABEL =
            optional("hop_label", Scalars.label(), "hop", "the label of its result that says which hop");
    static final Key<String> NODE_LABEL =
            optional("node_label", Scalars.label(), "node", "the label that says which instance, as stamps name it");
    static final Key<Map<String, HostName>> HOSTS = optional(
            "hosts",
            new MapForm<>("the hop label's value", value -> {}, Scalars.host()),
            "as the labels say",
            "which hop, or hop/instance, each value of the hop's label is; others are left out");
    static final Key<String> TOKEN_FILE =
            optional("token_file", FileForms.token(), "none", "sent to Prometheus as Authorization: Bearer");
    static final Key<String> HOST_HOP = required("name", Scalars.name(), "the hop on that host, as routes name it");
    static final Key<String> HOST_NODE =
            optional("node", Scalars.name(), "any", "which instance of it, as its stamps name it");
    static final Key<URI> HOST_URL = required("url", Addresses.url(), "its node_exporter");
    static final Key<List<Section.Fields>> NODE_EXPORTER = optional(
            "node_exporter",
            new ListForm<>(Section.of(HOST_HOP, HOST_NODE, HOST_URL), 1_000),
            "none",
            "node_exporters that are read straight, every five seconds");
    static final Section HOST_LOAD =
            Section.of(PROMETHEUS, QUERY, HOP_LABEL, NODE_LABEL, HOSTS, TOKEN_FILE, CA, NODE_EXPORTER);

    static final Key<URI> CONSUL_ADDRESS =
            required("address", Addresses.url(), "the agent, such as http://127.0.0.1:8500");
    static final Key<String> CONSUL_SERVICE =
            required("service", Scalars.text(), "whose instances are probed, each as its meta or tags say");
    static final Key<String> DATACENTER = optional("datacenter", Scalars.text(), "the agent's", "which one is asked");
    static final Key<Boolean> PASSING_ONLY =
            optional("passing_only", Scalars.bool(), "true", "leaves out instances that fail a check");
    static final Key<String> CONSUL_TOKEN = optional("token_file", FileForms.token(), "none", "the ACL token");
    static final Key<Path> CONSUL_CA =
            optional("ca", FileForms.certificates(), "the system's", "trusted certificates of an https address");
    static final Section CONSUL_SECTION =
            Section.of(PROBED, CONSUL_ADDRESS, CONSUL_SERVICE, DATACENTER, PASSING_ONLY, CONSUL_TOKEN, CONSUL_CA);
    static final Key<String> FOUND_REGION =
            optional("region", Scalars.name(), "as labels say", "region of what does not say its own");
    static final Key<String> FOUND_SERVICE =
            optional("service", Scalars.name(), "as labels say", "service of what does not say its own");
    static final Key<Path> LIST = required(
            "path", FileForms.file(), "JSON or YAML as Prometheus's file_sd has it; read again when it changes");
    static final Key<Section.Fields> FILE = optional(
            "file", Section.of(PROBED, LIST, FOUND_REGION, FOUND_SERVICE), "none", "a file that lists targets");
    static final Key<String> SRV_NAME = required("name", Scalars.text(), "such as _grpc._tcp.payments.internal");
    static final Key<String> SRV_SERVER =
            optional("server", Addresses.dnsServer(), "the system's", "the DNS server that is asked");
    static final Key<Section.Fields> SRV = optional(
            "srv",
            Section.of(PROBED, SRV_NAME, SRV_SERVER, FOUND_REGION, FOUND_SERVICE),
            "none",
            "a name whose SRV records are targets");
    static final Key<Section.Fields> CONSUL =
            optional("consul", CONSUL_SECTION, "none", "a Consul that knows targets, and how they are probed");

    static final Key<String> RUNNER_SERVICE =
            optional("service", Scalars.text(), "insight-runner", "what runners are registered as");
    static final Key<String> RUNNER_ID =
            optional("id", Scalars.text(), "host:port", "tells this runner from others; the same after a restart");
    static final Key<InetSocketAddress> ADVERTISE =
            optional("advertise", Addresses.listen(), "listen's", "where others reach what listen serves");
    static final Key<Section.Fields> REGISTER = optional(
            "register",
            Section.of(CONSUL_ADDRESS, RUNNER_SERVICE, RUNNER_ID, ADVERTISE, CONSUL_TOKEN, CONSUL_CA),
            "none",
            "a Consul that is told of this runner, with a check that fails soon after it ends");
    static final Key<Integer> CLUSTER = optional(
            "cluster",
            new ClusterForm(),
            "each runner probes all",
            "consul: the registered runners of a region share its paths; { replicas: 2 }: each path has two");

    static final Key<String> REGION = required("region", Scalars.name(), "where this runner runs");
    static final Key<InetSocketAddress> LISTEN =
            optional("listen", Addresses.listen(), "127.0.0.1:9464", "where metrics and the API are served");
    static final Key<Section.Fields> DEFAULT_VALUES =
            optional("defaults", DEFAULTS, "", "for targets that do not say otherwise");
    static final Key<Map<String, Section.Fields>> ROUTES = optional(
            "routes",
            new MapForm<>("name", name -> Names.check(name, Reading.quote(name)), ROUTE),
            "none",
            "the named ways to targets");
    static final Key<List<Section.Fields>> TARGETS = optional(
            "targets",
            new ListForm<>(TARGET, 5_000),
            "those discovered",
            "what is probed; no two of the same region, route and service");
    static final Key<Section.Fields> HTTP_SECURITY = optional("http", HTTP, "", "secures what listen serves");
    static final Key<Section.Fields> HOST_LOADS =
            optional("host_load", HOST_LOAD, "unknown", "how busy the forwarders' hosts are, for diagnosis");
    static final Key<Section.Fields> DISCOVERY =
            optional("discovery", Section.of(CONSUL, FILE, SRV), "none", "targets that others know");
    static final Section ROOT = Section.of(
            REGION,
            LISTEN,
            DEFAULT_VALUES,
            ROUTES,
            TARGETS,
            HTTP_SECURITY,
            DISCOVERY,
            REGISTER,
            CLUSTER,
            HOST_LOADS,
            BlackboxSection.BLACKBOX,
            GlobalSection.GLOBAL,
            RegionsSection.REGIONS,
            optional("diagnosis", new EmptyForm(), "", "who is at fault; works with no setting"),
            ExportSection.EXPORT);

    private Schema() {}
}
