package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.Method;
import dev.insight.probe.Probe;
import dev.insight.probe.Tls;
import dev.insight.runner.load.HostLoadConfig;
import dev.insight.runner.load.HostName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a good file is read to. */
class ConfigFileTest {
    @TempDir
    Path directory;

    @Test
    void smallest_file_has_every_default() throws Exception {
        RunnerConfig config = read("""
                region: eu
                targets:
                  - { region: sg, service: payments, address: "gateway:443" }
                """);

        assertThat(config.region()).isEqualTo("eu");
        assertThat(config.listen()).isEqualTo(new InetSocketAddress("127.0.0.1", 9464));
        assertThat(config.http()).isEqualTo(HttpConfig.open());
        Probe probe = only(config);
        assertThat(probe.path()).hasToString("eu>sg/direct/payments");
        assertThat(probe.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(probe.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(probe.coldInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(probe.partialInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(probe.route().hops()).containsExactly("payments");
        assertThat(probe.target().method()).isEqualTo(Method.healthCheck(""));
        assertThat(probe.target().tls()).isNull();
        assertThat(probe.target().authority()).isNull();
        assertThat(probe.target().metadata()).isEmpty();
    }

    @Test
    void every_key_of_a_target_is_used() throws Exception {
        pems();
        Files.writeString(directory.resolve("token.txt"), "s3cret\n");
        Files.write(directory.resolve("request.bin"), new byte[] {8, 1});
        Probe probe = only(read("""
                region: eu
                listen: "[::1]:0"
                defaults: { interval: 10s, timeout: 3s, cold_interval: 2m, partial_interval: 0 }
                routes:
                  forwarded: { hops: ["gateway-${source}", "gateway-${target}", "${service}"] }
                targets:
                  - region: sg
                    service: payments
                    route: forwarded
                    address: dns:///gateway.eu.internal:443
                    authority: payments.sg.internal
                    metadata: { x-target-region: sg, trace-bin: AAEC }
                    metadata_file: { authorization: token.txt }
                    tls: { ca: ca.pem, cert: me.pem, key: me.key }
                    interval: 200ms
                    timeout: 1m30s
                    cold_interval: 1h
                    method: echo.Echo/Say
                    payload_file: request.bin
                """));

        assertThat(probe.route().hops()).containsExactly("gateway-eu", "gateway-sg", "payments");
        assertThat(probe.target().address()).isEqualTo("dns:///gateway.eu.internal:443");
        assertThat(probe.target().authority()).isEqualTo("payments.sg.internal");
        assertThat(probe.target().metadata())
                .isEqualTo(Map.of("x-target-region", "sg", "trace-bin", "AAEC", "authorization", "s3cret"));
        assertThat(probe.target().tls())
                .isEqualTo(
                        new Tls(directory.resolve("ca.pem"), directory.resolve("me.pem"), directory.resolve("me.key")));
        assertThat(probe.interval()).isEqualTo(Duration.ofMillis(200));
        assertThat(probe.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(probe.coldInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(probe.partialInterval()).isEqualTo(Duration.ZERO);
        assertThat(probe.target().method()).isEqualTo(Method.unary("echo.Echo/Say", new byte[] {8, 1}));
    }

    @Test
    void health_keys_choose_service_and_watch() throws Exception {
        assertThat(only(read(targetWith("health_service: pay.Payments")))
                        .target()
                        .method())
                .isEqualTo(Method.healthCheck("pay.Payments"));
        assertThat(only(read(targetWith("health_service: pay.Payments, watch: true")))
                        .target()
                        .method())
                .isEqualTo(Method.healthWatch("pay.Payments"));
        assertThat(only(read(targetWith("method: a.B/C, payload_base64: CAE=")))
                        .target()
                        .method())
                .isEqualTo(Method.unary("a.B/C", new byte[] {8, 1}));
    }

    @Test
    void empty_tls_trusts_the_system() throws Exception {
        assertThat(only(read(targetWith("tls: {}"))).target().tls()).isEqualTo(Tls.systemRoots());
    }

    @Test
    void http_section_secures_the_server() throws Exception {
        pems();
        Files.writeString(directory.resolve("password"), "hunter2\n");
        HttpConfig http = read("""
                        region: eu
                        targets: []
                        diagnosis: {}
                        http:
                          tls: { cert: me.pem, key: me.key, client_ca: ca.pem }
                          basic_auth: { username: prometheus, password_file: password }
                        """).http();

        assertThat(http)
                .isEqualTo(new HttpConfig(
                        directory.resolve("me.pem"),
                        directory.resolve("me.key"),
                        directory.resolve("ca.pem"),
                        "prometheus",
                        "hunter2"));
        assertThat(http.toString()).doesNotContain("hunter2");
    }

    @Test
    void environment_is_named_anywhere_in_a_value_and_doubled_dollars_are_not() throws Exception {
        Probe probe = only(read(targetWith("metadata: { a: \"Bearer ${ENV:TOKEN}!\", b: \"$${ENV:TOKEN}\" }")));

        assertThat(probe.target().metadata()).isEqualTo(Map.of("a", "Bearer t0ken!", "b", "${ENV:TOKEN}"));
    }

    @Test
    void defined_direct_route_is_the_default() throws Exception {
        Probe probe = only(read("""
                region: eu
                routes: { direct: { hops: ["${service}"] } }
                targets: [{ region: sg, service: payments, address: "h:1" }]
                """));

        assertThat(probe.route().hops()).containsExactly("payments");
    }

    @Test
    void aliases_share_values() throws Exception {
        RunnerConfig config = read("""
                region: eu
                targets:
                  - { region: sg, service: a, address: "h:1", metadata: &m { x: y } }
                  - { region: sg, service: b, address: "h:1", metadata: *m }
                """);

        assertThat(config.probes())
                .allSatisfy(probe -> assertThat(probe.target().metadata()).isEqualTo(Map.of("x", "y")));
    }

    @Test
    void files_are_relative_to_the_configuration() throws Exception {
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub/token"), "t");
        Path file = directory.resolve("sub/insight.yaml");
        Files.writeString(file, targetWith("metadata_file: { a: token }"));

        assertThat(ConfigFile.read(file).probes().get(0).target().metadata()).isEqualTo(Map.of("a", "t"));
    }

    private static String targetWith(String keys) {
        return "region: eu\ntargets:\n  - { region: sg, service: payments, address: 'gateway:443', " + keys + " }\n";
    }

    private void pems() throws IOException {
        for (String name : List.of("ca.pem", "me.pem")) {
            Files.writeString(directory.resolve(name), "-----BEGIN CERTIFICATE-----\n");
        }
        Files.writeString(directory.resolve("me.key"), "-----BEGIN PRIVATE KEY-----\n");
    }

    private static Probe only(RunnerConfig config) {
        assertThat(config.probes()).hasSize(1);
        return config.probes().get(0);
    }

    private RunnerConfig read(String text) throws Exception {
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file, Map.of("TOKEN", "t0ken")::get);
    }

    @Test
    void hosts_load_may_be_read_from_prometheus_and_from_node_exporters() throws Exception {
        Files.writeString(directory.resolve("token.txt"), "s3cret\n");
        HostLoadConfig config = read("""
                region: eu
                targets: []
                host_load:
                  prometheus: "https://prometheus.internal/prom"
                  hop_label: forwarder
                  node_label: instance
                  token_file: token.txt
                  node_exporter:
                    - { name: mediary-sg, node: mediary-sg-2, url: "http://10.0.0.7:9100" }
                    - { name: gateway-sg, url: "http://10.0.0.8/load?x=y" }
                """).hostLoad();

        assertThat(config).isNotNull();
        HostLoadConfig.Prometheus prometheus = config.prometheus();
        assertThat(prometheus).isNotNull();
        assertThat(prometheus.address()).hasToString("https://prometheus.internal/prom");
        assertThat(prometheus.query())
                .isEqualTo("1 - sum by (forwarder, instance) (irate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[5m]))"
                        + " / sum by (forwarder, instance) (irate(node_cpu_seconds_total[5m]))"
                        + " and on (forwarder, instance) count by (forwarder, instance) (node_cpu_seconds_total)");
        assertThat(prometheus.bearer()).isEqualTo("s3cret");
        assertThat(prometheus.toString()).doesNotContain("s3cret");
        assertThat(config.nodeExporters())
                .containsOnly(
                        Map.entry(
                                new HostName("mediary-sg", "mediary-sg-2"),
                                URI.create("http://10.0.0.7:9100/metrics?collect%5B%5D=cpu")),
                        Map.entry(new HostName("gateway-sg", null), URI.create("http://10.0.0.8/load?x=y")));
    }

    @Test
    void a_map_says_which_host_is_which_hop() throws Exception {
        HostLoadConfig config = read("""
                region: eu
                targets: []
                host_load:
                  prometheus: "http://127.0.0.1:9090"
                  query: 1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[30s]))
                  hop_label: instance
                  hosts: { "10.0.0.7:9100": mediary-sg/mediary-sg-2, "10.0.0.8:9100": gateway-sg }
                """).hostLoad();

        assertThat(config).isNotNull();
        assertThat(config.prometheus()).isNotNull();
        assertThat(config.prometheus().hosts())
                .containsOnly(
                        Map.entry("10.0.0.7:9100", new HostName("mediary-sg", "mediary-sg-2")),
                        Map.entry("10.0.0.8:9100", new HostName("gateway-sg", null)));
    }
}
