package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;
import static dev.insight.runner.config.Key.required;

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
            preset("interval", Scalars.duration(LEAST), "5s", "between two intended starts of a path's warm probe");
    static final Key<Duration> TIMEOUT = preset(
            "timeout",
            Scalars.duration(LEAST),
            "2s",
            "from a probe's start to its end, name resolution included; may exceed the interval");
    static final Key<Duration> COLD_INTERVAL = preset(
            "cold_interval",
            Scalars.durationOrOff(LEAST_COLD),
            "1m",
            "between two cold probes, each over a connection of its own");
    static final Key<Duration> PARTIAL_INTERVAL = preset(
            "partial_interval",
            Scalars.durationOrOff(LEAST),
            "30s",
            "between two partial-path probes: hops are asked in turn to answer themselves");
    static final Section DEFAULTS = Section.of(INTERVAL, TIMEOUT, COLD_INTERVAL, PARTIAL_INTERVAL);

    static final Key<List<HopName>> HOPS = required(
            "hops",
            new ListForm<>(new HopName.HopForm(), 16),
            "hops from the prober outward, the service last; ${source}, ${target} and ${service} are filled in");
    static final Section ROUTE = Section.of(HOPS);

    static final Key<Path> CA = optional("ca", FileForms.certificates(), "the system's", "trusted certificates")
            .takenUp(TakenUp.RELOAD_AND_AS_FILE_CHANGES);
    static final Key<Path> CERT = optional(
                    "cert", FileForms.certificates(), "none", "the client's certificate chain; needs key")
            .takenUp(TakenUp.RELOAD_AND_AS_FILE_CHANGES);
    static final Key<Path> KEY = optional("key", FileForms.privateKey(), "none", "its private key, PKCS#8; needs cert")
            .takenUp(TakenUp.RELOAD_AND_AS_FILE_CHANGES);
    static final Section TLS = Section.of(CA, CERT, KEY);

    static final Key<String> TARGET_REGION = required("region", Scalars.name(), "region called");
    static final Key<String> SERVICE = required("service", Scalars.name(), "service called");
    static final Key<String> ROUTE_NAME =
            preset("route", Scalars.name(), Targets.DIRECT, "the route taken; direct needs no entry in routes");
    static final Key<String> ADDRESS = required(
            "address", Addresses.target(), "what is connected to; of several addresses every one is probed in turn");
    static final Key<String> AUTHORITY =
            optional("authority", Addresses.authority(), "the address's", ":authority sent, and verified under TLS");
    static final Key<Map<String, String>> METADATA = optional(
            "metadata",
            MetadataForms.values(),
            "none",
            "sent with each call; never shown; values of -bin keys in base64; insight-key is the token for guarded hops");
    static final Key<Map<String, String>> METADATA_FILE =
            optional("metadata_file", MetadataForms.files(), "none", "metadata whose values are read from files");
    static final Key<Section.Fields> TARGET_TLS =
            optional("tls", TLS, "plain text", "secures the connection; {} trusts the system's authorities");
    static final Key<String> HEALTH_SERVICE = optional(
            "health_service", Scalars.text(), "the whole server", "the service name asked of grpc.health.v1.Health");
    static final Key<Boolean> WATCH =
            preset("watch", Scalars.bool(), "false", "probes by Health/Watch, to its first message, instead of Check");
    static final Key<String> METHOD = optional(
            "method",
            Scalars.method(),
            "grpc.health.v1.Health/Check",
            "any unary method to call instead of a health check");
    static final Key<byte[]> PAYLOAD_FILE =
            optional("payload_file", FileForms.payload(), "empty", "the encoded request of method");
    static final Key<byte[]> PAYLOAD_BASE64 =
            optional("payload_base64", Scalars.base64(), "empty", "the same in base64, instead");
    /** How a target is probed, whether the file lists it or it is discovered. */
    static final Section PROBED = Section.of(
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
    static final Key<String> USERNAME = required("username", Scalars.text(), "the user's name");
    static final Key<String> PASSWORD_FILE =
            required("password_file", FileForms.secret(), "a file that holds the password");
    static final Key<Section.Fields> BASIC_AUTH =
            optional("basic_auth", Section.of(USERNAME, PASSWORD_FILE), "none", "asked of every request");
    static final Section HTTP = Section.of(HTTP_TLS, BASIC_AUTH);

    static final Key<URI> CONSUL_ADDRESS =
            required("address", Addresses.url(), "the agent, such as http://127.0.0.1:8500");
    static final Key<String> CONSUL_SERVICE =
            required("service", Scalars.text(), "whose instances are probed; changes are found by blocking queries");
    static final Key<String> DATACENTER =
            optional("datacenter", Scalars.text(), "the agent's", "which datacenter is asked");
    static final Key<Boolean> PASSING_ONLY =
            preset("passing_only", Scalars.bool(), "true", "leaves out instances that fail a check");
    static final Key<String> CONSUL_TOKEN =
            optional("token_file", FileForms.token(), "none", "a file that holds the ACL token");
    static final Key<Path> CONSUL_CA = optional(
                    "ca", FileForms.certificates(), "the system's", "trusted certificates of an https address")
            .takenUp(TakenUp.RELOAD_BUT_NOT_FILE);
    static final Section CONSUL_SECTION =
            Section.of(PROBED, CONSUL_ADDRESS, CONSUL_SERVICE, DATACENTER, PASSING_ONLY, CONSUL_TOKEN, CONSUL_CA);
    static final Key<String> FOUND_REGION =
            optional("region", Scalars.name(), "as labels say", "region of what does not say its own");
    static final Key<String> FOUND_SERVICE =
            optional("service", Scalars.name(), "as labels say", "service of what does not say its own");
    static final Key<Path> LIST = required("path", FileForms.file(), "JSON or YAML as Prometheus's file_sd has it")
            .takenUp(TakenUp.RELOAD_AND_AS_FILE_CHANGES);
    static final Key<Section.Fields> FILE = optional(
            "file", Section.of(PROBED, LIST, FOUND_REGION, FOUND_SERVICE), "none", "a file that lists targets");
    static final Key<String> SRV_NAME =
            required("name", Scalars.text(), "such as _grpc._tcp.payments.internal; asked for every 15 s");
    static final Key<String> SRV_SERVER =
            optional("server", Addresses.dnsServer(), "the system's", "the DNS server that is asked");
    static final Key<Section.Fields> SRV = optional(
            "srv",
            Section.of(PROBED, SRV_NAME, SRV_SERVER, FOUND_REGION, FOUND_SERVICE),
            "none",
            "a name whose SRV records are targets");
    static final Key<Section.Fields> CONSUL =
            optional("consul", CONSUL_SECTION, "none", "a Consul that knows targets, and how they are probed");

    static final Key<String> REGION =
            required("region", Scalars.name(), "where this runner runs").takenUp(TakenUp.RELOAD);
    static final Key<InetSocketAddress> LISTEN = preset(
                    "listen", Addresses.listen(), "127.0.0.1:9464", "where metrics, the API and the page are served")
            .takenUp(TakenUp.RESTART);
    static final Key<Section.Fields> DEFAULT_VALUES = optional(
                    "defaults", DEFAULTS, "as below", "how often targets are probed that do not say otherwise")
            .takenUp(TakenUp.RELOAD);
    static final Key<Map<String, Section.Fields>> ROUTES = optional(
                    "routes",
                    new MapForm<>("name", name -> Names.check(name, Reading.quote(name)), ROUTE),
                    "none",
                    "the named ways to targets")
            .takenUp(TakenUp.RELOAD);
    static final Key<List<Section.Fields>> TARGETS = optional(
                    "targets",
                    new ListForm<>(TARGET, 5_000),
                    "those discovered",
                    "what is probed; no two of the same region, route and service")
            .takenUp(TakenUp.RELOAD);
    static final Key<Section.Fields> HTTP_SECURITY = optional(
                    "http", HTTP, "open, in plain text", "secures what listen serves")
            .takenUp(TakenUp.RESTART);
    static final Key<Section.Fields> DISCOVERY = optional(
                    "discovery", Section.of(CONSUL, FILE, SRV), "none", "targets that others know")
            .takenUp(TakenUp.RELOAD);
    static final Key<Boolean> DIAGNOSIS = optional(
                    "diagnosis", new EmptyForm(), "on", "finds who is at fault; works with no setting, and has none")
            .takenUp(TakenUp.RELOAD);
    static final Section ROOT = Section.of(
            REGION,
            LISTEN,
            DEFAULT_VALUES,
            ROUTES,
            TARGETS,
            HTTP_SECURITY,
            DISCOVERY,
            RegisterSection.REGISTER,
            RegisterSection.CLUSTER,
            HostLoadSection.HOST_LOAD,
            BlackboxSection.BLACKBOX,
            GlobalSection.GLOBAL,
            HistorySection.HISTORY,
            RegionsSection.REGIONS,
            DIAGNOSIS,
            ExportSection.EXPORT);

    private Schema() {}
}
