package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a bad file: every problem, its place, what is wrong and what would be right. */
class ConfigProblemsTest {
    private static final String GOOD = "region: eu\ntargets:\n  - { region: sg, service: pay, address: 'h:1'";

    @TempDir
    Path directory;

    @Test
    void tags_that_ask_for_other_types_are_told_with_their_place() throws Exception {
        String text = """
                region: !foo eu
                listen: !!str 127.0.0.1:0
                targets: !<tag:example.com,2026:list>
                  - !!python/object:os.system { region: sg, service: pay, address: ! 'h:1' }
                """;

        assertThat(problems(text))
                .containsExactly(
                        ":1:9 yaml: the tag !foo means nothing here, remove it",
                        ":3:10 yaml: the tag tag:example.com,2026:list means nothing here, remove it",
                        ":4:5 yaml: the tag !!python/object:os.system means nothing here, remove it");
    }

    @Test
    void every_problem_is_told_at_once_in_the_files_order() throws Exception {
        String text = """
                regoin: eu
                listen: localhost
                defaults: { interval: 5, timeout: 2s, timeout: 3s }
                routes:
                  forwarded: { hops: [gateway-eu, "${tarket}"] }
                targets:
                  - { region: s g, service: payments, route: forwardet, address: "https://gateway" }
                  - { service: payments, address: "gateway:443", tls: { cert: me.pem } }
                  - { region: sg, service: payments, address: "gateway:443", method: a.B/C, watch: true }
                  - { region: sg, service: payments, address: "gateway", metadata: { X: y, insight-ask: z } }
                  - { region: sg, service: payments, address: "gateway:443", timeout: 0s }
                host_load: { query: up }
                diagnosis: { x: 1 }
                http:
                """;

        assertThat(problems(text))
                .containsExactly(
                        ":1:1 regoin: is not a known key, did you mean region?",
                        ":1:1 region: is missing, write region: name",
                        ":2:9 listen: \"localhost\" is not an address to listen on, write host:port such as"
                                + " 127.0.0.1:9464 or [::1]:9464",
                        ":3:23 defaults.interval: \"5\" has no unit, write it like 200ms, 5s or 1h30m",
                        ":3:39 defaults.timeout: stands twice, first at line 3 column 26, keep one",
                        ":5:35 routes.forwarded.hops[1]: ${tarket} means nothing here, write ${source}, ${target},"
                                + " ${service} or ${ENV:NAME}",
                        ":7:15 targets[0].region: \"s g\" is not a name, write up to 63 letters, digits, _ . - that"
                                + " begin with a letter, digit or _",
                        ":7:46 targets[0].route: \"forwardet\" is not among routes, did you mean forwarded?",
                        ":7:66 targets[0].address: \"https://gateway\" is a web address, write host:port, and tls beside"
                                + " it where the connection is encrypted",
                        ":8:5 targets[1].region: is missing, write region: name",
                        ":8:63 targets[1].tls.cert: \"me.pem\" does not exist (" + directory.resolve("me.pem")
                                + "), name a file relative to the configuration's directory",
                        ":8:63 targets[1].tls.cert: needs key beside it, write both or neither",
                        ":9:84 targets[2].watch: goes with health checks, remove it or method",
                        ":10:47 targets[3].address: \"gateway\" is not host:port, write it like gateway:443",
                        ":10:70 targets[3].metadata.X: \"X\" is not a metadata key, write lower-case letters, digits,"
                                + " - _ .",
                        ":10:76 targets[3].metadata.insight-ask: \"insight-ask\" is set by gRPC or Insight itself,"
                                + " remove it",
                        ":11:5 targets[4]: is the same path as targets[2] at line 9 column 5, change its region, route"
                                + " or service, or remove it",
                        ":11:71 targets[4].timeout: \"0s\" is out of range, write 10ms to 1d",
                        ":12:12 host_load: names nowhere to read from, write prometheus or node_exporter",
                        ":12:21 host_load.query: goes with prometheus, add that or remove this",
                        ":13:12 diagnosis: has no settings, write {} or remove it",
                        ":14:6 http: is empty, write a mapping of tls, basic_auth");
    }

    @Test
    void routes_are_checked_where_they_are_used() throws Exception {
        assertThat(problems(GOOD + ", route: forwardet }\nroutes: { forwarded: { hops: [a] } }\n"))
                .containsExactly(":3:56 targets[0].route: \"forwardet\" is not among routes, did you mean forwarded?");
        assertThat(problems(GOOD + ", route: far }\n"))
                .containsExactly(
                        ":3:56 targets[0].route: \"far\" is not defined, write routes: { far: { hops: […] } }");
        assertThat(problems(GOOD + ", route: r }\nroutes: { r: { hops: [gateway-sg, \"gateway-${target}\"] } }\n"))
                .containsExactly(
                        ":4:35 routes.r.hops[1]: is gateway-sg a second time for pay in sg, name each hop once");
    }

    @Test
    void a_route_is_checked_beside_an_address_that_is_wrong() throws Exception {
        assertThat(problems("region: eu\ntargets:\n  - { region: sg, service: pay, route: far, address: h }\n"))
                .containsExactly(
                        ":3:40 targets[0].route: \"far\" is not defined, write routes: { far: { hops: […] } }",
                        ":3:54 targets[0].address: \"h\" is not host:port, write it like h:443");
    }

    @Test
    void an_authority_that_no_call_could_carry_is_told() throws Exception {
        assertThat(problems(GOOD + ", authority: \"me@host\" }\n"))
                .containsExactly(":3:60 targets[0].authority: \"me@host\" is not an authority, write host or host:port,"
                        + " or remove it");
        assertThat(problems(GOOD + ", authority: \"a b\" }\n")).hasSize(1);
        assertThat(problems(GOOD + ", authority: \"[::1]:443\" }\n")).isEmpty();
        assertThat(problems(GOOD + ", authority: payments.sg.internal }\n")).isEmpty();
    }

    @Test
    void keys_that_are_no_text_are_placed() throws Exception {
        assertThat(problems(GOOD + " }\n? [a, b]\n: c\n"))
                .singleElement()
                .asString()
                .startsWith(":4:3 a list: is not a known key, ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_without_end_is_refused() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.read(Path.of("/dev/zero")))
                .withMessageContaining("/dev/zero: is larger than");
    }

    @Test
    void payload_needs_a_method_and_only_one_source() throws Exception {
        assertThat(problems(GOOD + ", payload_base64: AA== }\n"))
                .containsExactly(":3:65 targets[0].payload_base64: goes with method, add method or remove it");
        Files.write(directory.resolve("p"), new byte[] {1});
        assertThat(problems(GOOD + ", method: a.B/C, payload_file: p, payload_base64: AA== }\n"))
                .containsExactly(":3:97 targets[0].payload_base64: stands beside payload_file, keep one");
        assertThat(problems(GOOD + ", method: a.B/C, payload_base64: \"*\" }\n"))
                .containsExactly(
                        ":3:80 targets[0].payload_base64: \"*\" is not base64, write what base64 -w0 prints for"
                                + " the encoded request");
    }

    @Test
    void secrets_are_never_quoted() throws Exception {
        Files.writeString(directory.resolve("token"), "line one\nline two hunter2");
        assertThat(problems(GOOD + ", metadata: { a: \"${ENV:SECRET}\" }, metadata_file: { b: token } }\n"))
                .hasSize(2)
                .noneMatch(problem -> problem.contains("hunter2"))
                .allMatch(problem -> problem.contains("holds characters other than printable ASCII"));
        assertThat(problems(GOOD + ", interval: \"${ENV:SECRET}\" }\n"))
                .noneMatch(problem -> problem.contains("hunter2"));
    }

    @Test
    void environment_that_is_not_set_is_named() throws Exception {
        assertThat(problems(GOOD + ", authority: \"${ENV:NOPE}\" }\n"))
                .containsExactly(":3:60 targets[0].authority: the environment variable NOPE is not set, export it"
                        + " before starting insight");
        assertThat(problems(GOOD + ", authority: \"${region}\" }\n"))
                .containsExactly(":3:60 targets[0].authority: ${region} means nothing here, write ${ENV:NAME} for a"
                        + " variable of the environment");
        assertThat(problems(GOOD + ", authority: \"a${b\" }\n"))
                .containsExactly(":3:60 targets[0].authority: holds ${ without }, close it, or write $${ for the"
                        + " characters themselves");
    }

    @Test
    void where_hosts_load_is_read_is_checked() throws Exception {
        assertThat(problems(GOOD + " }\nhost_load: { prometheus: \"127.0.0.1:9090\", hop_label: a-b }\n"))
                .containsExactly(
                        ":4:26 host_load.prometheus: \"127.0.0.1:9090\" is not a URL: Illegal character in scheme name,"
                                + " write it like http://host:9090",
                        ":4:55 host_load.hop_label: \"a-b\" is not a label's name, write letters, digits and _ that"
                                + " begin with no digit");
        assertThat(problems(GOOD + " }\nhost_load: { prometheus: \"ftp://a\", hosts: { a: b/c/d }, node_label: n }\n"))
                .containsExactly(
                        ":4:26 host_load.prometheus: \"ftp://a\" is not an http or https URL, write it like"
                                + " http://host:9090",
                        ":4:49 host_load.hosts.a: \"b/c/d\" is not a name, write up to 63 letters, digits, _ . - that"
                                + " begin with a letter, digit or _",
                        ":4:70 host_load.node_label: stands beside hosts, which says the instance as hop/instance, keep"
                                + " one");
        assertThat(problems(GOOD + " }\nhost_load: { prometheus: \"http://me:secret@a\" }\n"))
                .containsExactly(":4:26 host_load.prometheus: a URL with a password in it is shown in logs, write"
                        + " token_file");
        assertThat(problems(GOOD + """
                 }
                host_load:
                  node_exporter:
                    - { name: gateway-eu, url: "http://a:9100" }
                    - { name: gateway-eu, url: "http://b:9100" }
                """))
                .containsExactly(":7:7 host_load.node_exporter[1]: is gateway-eu a second time, name its instance with"
                        + " node");
    }

    @Test
    void lists_of_addresses_hold_literals() throws Exception {
        String target = "region: eu\ntargets:\n  - { region: sg, service: pay, address: \"%s\" }\n";
        assertThat(problems(target.formatted("ipv4:10.0.0.1:443,[::1]:443"))).isEmpty();
        assertThat(problems(target.formatted("ipv4:10.0.0.1:443,gateway:443")))
                .containsExactly(":3:42 targets[0].address: \"ipv4:10.0.0.1:443,gateway:443\" lists what is no literal"
                        + " address, write it like ipv4:10.0.0.1:443,10.0.0.2:443");
    }

    @Test
    void where_consul_is_and_what_is_asked_of_it_is_checked() throws Exception {
        assertThat(problems("region: eu\n"))
                .containsExactly(":1:1 targets: is missing, write what is to be probed, or [] to probe nothing");
        assertThat(problems("region: eu\ndiscovery: { consul: { address: \"consul:8500\", route: far } }\n"))
                .containsExactly(
                        ":2:22 discovery.consul.service: is missing, write service: text",
                        ":2:33 discovery.consul.address: \"consul:8500\" is not an http or https URL, write it like"
                                + " http://host:9090");
    }

    @Test
    void a_token_is_one_word_and_never_quoted() throws Exception {
        Files.writeString(directory.resolve("token"), "s3cret\nand more\n");
        assertThat(problems(GOOD + " }\nhost_load: { prometheus: \"http://a\", token_file: token }\n"))
                .containsExactly(
                        ":4:50 host_load.token_file: \"token\" holds more than one word of printable ASCII, write"
                                + " the token alone into it");
    }

    @Test
    void who_shares_paths_is_registered() throws Exception {
        assertThat(problems(GOOD + " }\ncluster: consul\n"))
                .containsExactly(":4:10 cluster: goes by who is registered, write register: { address:"
                        + " http://127.0.0.1:8500 } as well");
        assertThat(problems(GOOD + " }\nregister: { address: \"http://a:8500\" }\ncluster: { replicas: 0 }\n"))
                .containsExactly(":5:22 cluster.replicas: \"0\" is no number of runners, write 1 to 16");
        assertThat(problems(GOOD + " }\nregister: { address: \"http://a:8500\" }\ncluster: etcd\n"))
                .containsExactly(":5:10 cluster: \"etcd\" is not known here, write consul or { replicas: 2 }");
        assertThat(problems(GOOD + " }\nlisten: \":0\"\nregister: { address: \"http://a:8500\" }\n"))
                .containsExactly(":5:11 register: needs to know where this runner serves, write listen with a port");
    }

    @Test
    void values_of_the_wrong_shape_are_told() throws Exception {
        assertThat(problems("region: [eu]\ntargets: { a: b }\nroutes: { r: { hops: a } }\ndefaults: 5s\n"))
                .containsExactly(
                        ":1:9 region: is a list, write a single value",
                        ":2:10 targets: is a mapping, write a list",
                        ":3:22 routes.r.hops: is a single value, write a list",
                        ":4:11 defaults: is a single value, write a mapping of interval, timeout, cold_interval,"
                                + " partial_interval");
        assertThat(problems("- a\n"))
                .containsExactly(":1:1 is a list, write a mapping of region, listen, defaults, routes, targets, http,"
                        + " discovery, register, cluster, host_load, blackbox, global, history, diagnosis, export");
    }

    @Test
    void private_key_of_the_wrong_kind_is_told_with_the_cure() throws Exception {
        Files.writeString(directory.resolve("c.pem"), "-----BEGIN CERTIFICATE-----\n");
        Files.writeString(directory.resolve("k.pem"), "-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(problems(GOOD + ", tls: { cert: c.pem, key: k.pem } }\n"))
                .containsExactly(":3:74 targets[0].tls.key: \"k.pem\" holds no -----BEGIN PRIVATE KEY-----, name a PEM"
                        + " file of a PKCS#8 key (openssl pkcs8 -topk8 -nocrypt makes one)");
    }

    @Test
    void text_that_is_not_yaml_is_placed() throws Exception {
        assertThat(problems("region: eu\ntargets: [\n"))
                .singleElement()
                .asString()
                .startsWith(":3:1 yaml: ");
        assertThat(problems("region: eu\nroutes: { r: { hops: [gateway-${target}] } }\n"))
                .singleElement()
                .asString()
                .startsWith(":2:")
                .endsWith("put values that hold ${…} in quotes");
        assertThat(problems("")).containsExactly(": the file is empty, write at least region and targets");
        assertThat(problems("region: eu\n---\nregion: us\n"))
                .containsExactly(":3:1 a second document begins here, keep one document in the file");
    }

    @Test
    void bombs_are_refused_before_they_go_off() throws Exception {
        assertThat(problems("a: " + "[".repeat(100_000)))
                .containsExactly(":1:19 yaml: nests deeper than 16 levels, write it flatter");
        assertThat(problems("a: &a [x]\nb: [" + "*a, ".repeat(501) + "]\n"))
                .singleElement()
                .asString()
                .contains("is alias number 501, use at most 500");
        assertThat(problems("#".repeat(YamlTree.MAX_BYTES + 1)))
                .containsExactly(": is larger than 4194304 bytes, name a configuration file");
    }

    @Test
    void control_characters_do_not_reach_the_terminal() throws Exception {
        assertThat(problems("\"re\\e[31mgion\": eu\nregion: eu\ntargets: []\n"))
                .singleElement()
                .asString()
                .doesNotContain("\u001b");
    }

    private List<String> problems(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("insight.yaml"), text);
        try {
            ConfigFile.read(file, Map.of("SECRET", "hun\nter2 hunter2")::get);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> problem.toString().substring(file.toString().length()))
                    .toList();
        }
    }
}
