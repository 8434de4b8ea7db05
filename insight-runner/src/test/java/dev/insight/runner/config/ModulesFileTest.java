package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.blackbox.IpChoice;
import dev.insight.runner.blackbox.ProbeModule;
import dev.insight.runner.blackbox.ProbeModule.Foreign;
import dev.insight.runner.blackbox.ProbeModule.Grpc;
import dev.insight.runner.blackbox.ProbeModule.Tcp;
import dev.insight.runner.blackbox.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of modules in blackbox_exporter's own format. */
class ModulesFileTest {
    @TempDir
    Path directory;

    @Test
    void every_key_of_grpc_is_read() throws Exception {
        Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        Map<String, ProbeModule> modules = modules("""
                modules:
                  all:
                    prober: grpc
                    timeout: 1m30s
                    grpc:
                      service: payments
                      preferred_ip_protocol: ip4
                      ip_protocol_fallback: no
                      tls: on
                      metadata: { Authorization: [secret], x-bin: ["\\u0001"] }
                      tls_config: { ca_file: ca.pem, server_name: other, insecure_skip_verify: true, min_version: TLS13 }
                  least: { prober: grpc }
                  empty: { prober: grpc, grpc: }
                """);

        Path ca = directory.resolve("ca.pem");
        TlsSettings tls = new TlsSettings(ca, null, null, "other", true, List.of("TLSv1.3"));
        assertThat(modules.get("all"))
                .isEqualTo(new Grpc(
                        Duration.ofSeconds(90),
                        "payments",
                        new IpChoice(true, false),
                        true,
                        tls,
                        List.of(Map.entry("authorization", "secret"), Map.entry("x-bin", "AQ=="))));
        assertThat(modules.get("all").toString()).doesNotContain("secret");
        Grpc least = new Grpc(Duration.ZERO, "", IpChoice.DEFAULT, false, TlsSettings.DEFAULT, List.of());
        assertThat(modules.get("least")).isEqualTo(least);
        assertThat(modules.get("empty")).isEqualTo(least);
    }

    @Test
    void every_key_of_tcp_is_read() throws Exception {
        Tcp tcp = (Tcp) modules("""
                modules:
                  all:
                    prober: tcp
                    tcp:
                      source_ip_address: "127.0.0.2"
                      tls: false
                      query_response:
                        - send: "EHLO ${ENV:HOME}\\r"
                        - expect: "^250-(STARTTLS)"
                          labels: [{ name: what, value: "${1}" }]
                          send: "$1"
                        - send: !!binary AAH/
                        - expect_bytes: S
                        - starttls: true
                """).get("all");

        assertThat(tcp.source().getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(tcp.steps()).hasSize(5);
        assertThat(tcp.steps().get(0).send()).isEqualTo("EHLO ${ENV:HOME}\r");
        assertThat(tcp.steps().get(1).expect().pattern()).isEqualTo("^250-(STARTTLS)");
        assertThat(tcp.steps().get(1).labels()).isEqualTo(Map.of("what", "${1}"));
        assertThat(tcp.steps().get(2).send().getBytes(StandardCharsets.ISO_8859_1))
                .containsExactly(0, 1, -1);
        assertThat(tcp.steps().get(3).expectBytes()).isEqualTo("S");
        assertThat(tcp.steps().get(4).startTls()).isTrue();
    }

    @Test
    void modules_of_other_probers_are_left_alone() throws Exception {
        assertThat(modules("""
                modules:
                  web: { prober: http, http: { valid_status_codes: [200], body: !!binary QQ== }, later: [1] }
                  ping: { prober: icmp }
                  mixed: { prober: tcp, http: { method: POST } }
                """))
                .containsEntry("web", new Foreign("http"))
                .containsEntry("ping", new Foreign("icmp"))
                .containsEntry(
                        "mixed", new Tcp(Duration.ZERO, IpChoice.DEFAULT, null, List.of(), false, TlsSettings.DEFAULT));
    }

    @Test
    void a_module_can_begin_as_another() throws Exception {
        Map<String, ProbeModule> modules = modules("""
                modules:
                  base: &base { prober: tcp, timeout: 1s, tcp: &tcp { preferred_ip_protocol: ip4 } }
                  slow: { timeout: 9s, <<: *base }
                  both: { prober: tcp, tcp: { <<: [*tcp, { tls: true }] } }
                """);

        assertThat(((Tcp) modules.get("slow")).timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(((Tcp) modules.get("slow")).ip().ip4()).isTrue();
        assertThat(((Tcp) modules.get("both")).tls()).isTrue();
    }

    @Test
    void without_a_file_there_are_modules_of_common_names() throws Exception {
        BlackboxConfig silent = config("region: eu\ntargets: []\n");
        BlackboxConfig named = config("region: eu\ntargets: []\nblackbox: {}\n");

        assertThat(silent.named()).isFalse();
        assertThat(named.named()).isTrue();
        assertThat(silent.modules())
                .containsOnlyKeys("grpc", "grpc_plain", "tcp_connect", "pop3s_banner", "ssh_banner", "irc_banner")
                .isEqualTo(silent.modules());
        assertThat(((Grpc) silent.modules().get("grpc")).tls()).isTrue();
    }

    @Test
    void every_problem_is_told_with_its_place_in_its_file() throws Exception {
        assertThat(problems("""
                modules:
                  a: { prober: grcp }
                  b: { timeout: 5s }
                  c:
                    prober: grpc
                    timeout: 5
                    grpc: { servcie: x, tls: maybe, preferred_ip_protocol: ip5, metadata: { "grpc-x": [y], "a b": [c] } }
                  d:
                    prober: tcp
                    tcp:
                      source_ip_address: localhost
                      query_response:
                        - { expect: "(", sned: x }
                        - { labels: [{ name: 1x, value: y }], starttls: 3 }
                        - { send: !!binary "?" , expect: a, labels: [{ name: x, value: y }, { name: x, value: z }] }
                      tls_config: { ca_file: none.pem, min_version: TLS10, cert_file: none.pem }
                  e: { prober: tcp, tcp: { tls_config: { min_version: TLS13, max_version: TLS12 } } }
                  f: { prober: tcp, tcp: [] }
                  f: { prober: tcp }
                global: {}
                """))
                .containsExactly(
                        ":2:16 modules.a.prober: \"grcp\" is no prober, write grpc or tcp; http, icmp, dns, unix,"
                                + " websocket are left to blackbox_exporter",
                        ":3:6 modules.b.prober: is missing, write prober: grpc or tcp (which prober it is for)",
                        ":6:14 modules.c.timeout: \"5\" has no unit, write it like 200ms, 5s or 1h30m",
                        ":7:13 modules.c.grpc.servcie: is not a known key, did you mean service? (whose health is asked for)",
                        ":7:30 modules.c.grpc.tls: \"maybe\" is not a truth value, write true or false",
                        ":7:60 modules.c.grpc.preferred_ip_protocol: \"ip5\" is no protocol, write ip4 or ip6",
                        ":7:77 modules.c.grpc.metadata.grpc-x: is not a metadata key, write letters, digits, - _ . that"
                                + " do not begin with grpc-",
                        ":7:92 modules.c.grpc.metadata.a b: is not a metadata key, write letters, digits, - _ . that do"
                                + " not begin with grpc-",
                        ":11:26 modules.d.tcp.source_ip_address: \"localhost\" is no literal address, write one of this"
                                + " machine's",
                        ":13:21 modules.d.tcp.query_response[0].expect: \"(\" is no regular expression of RE2: missing"
                                + " closing ), see github.com/google/re2/wiki/Syntax",
                        ":13:26 modules.d.tcp.query_response[0].sned: is not a known key, did you mean send? (a line to send)",
                        ":14:21 modules.d.tcp.query_response[1].labels: goes with expect, add that or remove this",
                        ":14:30 modules.d.tcp.query_response[1].labels[0].name: \"1x\" is not a label's name, write"
                                + " letters, digits and _ that begin with no digit",
                        ":14:57 modules.d.tcp.query_response[1].starttls: \"3\" is not a truth value, write true or false",
                        ":15:19 modules.d.tcp.query_response[2].send: is not base64, write what base64 prints for the bytes",
                        ":15:77 modules.d.tcp.query_response[2].labels[1]: is the label x a second time, keep one",
                        ":16:30 modules.d.tcp.tls_config.ca_file: \"none.pem\" does not exist ("
                                + directory.resolve("none.pem")
                                + "), name a file relative to the configuration's directory",
                        ":16:53 modules.d.tcp.tls_config.min_version: \"TLS10\" is no version that is spoken here, write"
                                + " TLS12 or TLS13",
                        ":16:71 modules.d.tcp.tls_config.cert_file: \"none.pem\" does not exist ("
                                + directory.resolve("none.pem")
                                + "), name a file relative to the configuration's directory",
                        ":16:71 modules.d.tcp.tls_config.cert_file: needs key_file beside it, write both or neither",
                        ":17:75 modules.e.tcp.tls_config.max_version: is older than min_version, swap them",
                        ":18:26 modules.f.tcp: is a list, write a mapping of source_ip_address, query_response,"
                                + " preferred_ip_protocol, ip_protocol_fallback, tls, tls_config",
                        ":19:3 modules.f: stands twice, first at line 18 column 3, keep one",
                        ":20:1 global: is not a known key, write one of modules");
    }

    @Test
    void a_file_that_is_no_file_of_modules_is_told() throws Exception {
        assertThat(problems("")).containsExactly(": the file is empty, write at least modules");
        assertThat(problems("a: " + "[".repeat(1_000)))
                .singleElement()
                .asString()
                .contains("nests deeper than 16 levels");
        assertThat(problems("modules: &a { x: *a }\n")).isNotEmpty();
        Files.delete(directory.resolve("blackbox.yml"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.read(directory.resolve("insight.yaml")))
                .withMessage(directory.resolve("insight.yaml")
                        + ":3:27 blackbox.modules_file: \"blackbox.yml\" does not exist ("
                        + directory.resolve("blackbox.yml")
                        + "), name a file relative to the configuration's directory");
    }

    private Map<String, ProbeModule> modules(String text) throws Exception {
        Files.writeString(directory.resolve("blackbox.yml"), text);
        return config("region: eu\ntargets: []\nblackbox: { modules_file: blackbox.yml }\n")
                .modules();
    }

    private BlackboxConfig config(String text) throws Exception {
        return ConfigFile.read(Files.writeString(directory.resolve("insight.yaml"), text))
                .blackbox();
    }

    private List<String> problems(String text) throws Exception {
        Path file = directory.resolve("blackbox.yml");
        try {
            modules(text);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> {
                        assertThat(problem.file()).isEqualTo(file.toString());
                        return problem.toString().substring(file.toString().length());
                    })
                    .toList();
        }
    }
}
