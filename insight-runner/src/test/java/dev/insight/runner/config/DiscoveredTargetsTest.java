package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.Probe;
import dev.insight.runner.discovery.FileConfig;
import dev.insight.runner.discovery.Instance;
import dev.insight.runner.discovery.SrvConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What instances are probed as. */
class DiscoveredTargetsTest {
    @TempDir
    Path directory;

    private final List<String> problems = new ArrayList<>();
    private DiscoveredTargets targets;

    @BeforeEach
    void read() throws Exception {
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, """
                region: eu
                defaults: { timeout: 3s }
                routes:
                  forwarded: { hops: [gateway-eu, "gateway-${target}", "${service}"] }
                discovery:
                  consul:
                    address: "http://127.0.0.1:8500"
                    service: insight-target
                    route: forwarded
                    interval: 7s
                    metadata: { x-tenant: probe }
                """);
        RunnerConfig config = ConfigFile.read(file);
        assertThat(config.probes()).isEmpty();
        assertThat(config.discovery()).hasSize(1);
        targets = config.discovery().get(0);
    }

    private static Instance instance(String id, String host, String... says) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < says.length; i += 2) {
            all.put(says[i], says[i + 1]);
        }
        return new Instance(id, "payments", "sg", host, 443, all);
    }

    private List<Probe> probes(Instance... instances) {
        return targets.probes(List.of(instances), problems::add);
    }

    @Test
    void an_instance_that_says_nothing_is_probed_as_the_file_and_its_registry_say() {
        List<Probe> probes = probes(instance("a", "10.0.0.1"));

        assertThat(probes).hasSize(1);
        Probe probe = probes.get(0);
        assertThat(probe.path()).hasToString("eu>sg/forwarded/payments");
        assertThat(probe.route().hops()).containsExactly("gateway-eu", "gateway-sg", "payments");
        assertThat(probe.target().address()).isEqualTo("10.0.0.1:443");
        assertThat(probe.interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(probe.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(probe.target().metadata()).containsOnly(Map.entry("x-tenant", "probe"));
        assertThat(problems).isEmpty();
    }

    @Test
    void what_an_instance_says_of_itself_counts() {
        Probe probe = probes(instance(
                        "a",
                        "fd00::1",
                        "insight_region",
                        "us",
                        "insight_service",
                        "ledger",
                        "insight_route",
                        "direct",
                        "insight_authority",
                        "ledger.internal",
                        "insight_metadata_x-shard",
                        "3"))
                .get(0);

        assertThat(probe.path()).hasToString("eu>us/direct/ledger");
        assertThat(probe.route().hops()).containsExactly("ledger");
        assertThat(probe.target().address()).isEqualTo("[fd00::1]:443");
        assertThat(probe.target().authority()).isEqualTo("ledger.internal");
        assertThat(probe.target().metadata()).containsOnly(Map.entry("x-tenant", "probe"), Map.entry("x-shard", "3"));
        assertThat(problems).isEmpty();
    }

    @Test
    void instances_of_one_path_are_its_addresses() {
        List<Probe> probes = probes(
                instance("b", "10.0.0.2"),
                instance("a", "10.0.0.1"),
                instance("c", "10.0.0.3", "insight_region", "us"));

        assertThat(probes).hasSize(2);
        assertThat(probes.get(0).target().address()).isEqualTo("ipv4:10.0.0.1:443,10.0.0.2:443");
        assertThat(probes.get(1).target().address()).isEqualTo("10.0.0.3:443");
        assertThat(probes(instance("a", "10.0.0.1"), instance("b", "10.0.0.2")).get(0))
                .isEqualTo(probes.get(0)); // in whatever order they come
        assertThat(problems).isEmpty();
    }

    @Test
    void what_cannot_be_used_is_told_and_hurts_no_other() {
        List<Probe> probes = probes(
                instance("a", "10.0.0.1", "insight_route", "forwardet"),
                instance("b", "10.0.0.2", "insight_region", "s g"),
                instance("c", "10.0.0.3", "insight_regoin", "us"),
                instance("d", "pay.internal", "insight_region", "us"),
                instance("e", "pay2.internal", "insight_region", "us", "insight_metadata_te", "x"));

        assertThat(probes).extracting(probe -> probe.path().target()).containsExactly("sg", "us");
        assertThat(problems)
                .containsExactly(
                        "instance \"a\" of \"payments\" is not probed: insight_route \"forwardet\" is not among routes, did"
                                + " you mean forwarded?",
                        "instance \"b\" of \"payments\" is not probed: insight_region \"s g\" is not a name, write up to 63"
                                + " letters, digits, _ . - that begin with a letter, digit or _",
                        "instance \"c\" of \"payments\": \"insight_regoin\" is not a known key, did you mean"
                                + " insight_region?",
                        "instance \"e\" of \"payments\" is not probed: \"te\" is set by gRPC or Insight itself, remove it");
    }

    @Test
    void what_a_file_or_srv_records_do_not_say_the_section_says_for_all() throws Exception {
        Files.writeString(directory.resolve("targets.json"), "[]");
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, """
                region: eu
                discovery:
                  file: { path: targets.json, region: us }
                  srv: { name: _grpc._tcp.payments.internal, server: "127.0.0.1:53", region: sg, service: payments }
                """);
        List<DiscoveredTargets> all = ConfigFile.read(file).discovery();
        Instance unsaid = new Instance("a:1", "", "", "a", 1, Map.of());

        assertThat(all)
                .extracting(DiscoveredTargets::registry)
                .containsExactly(
                        new FileConfig(directory.resolve("targets.json")),
                        new SrvConfig("_grpc._tcp.payments.internal", "127.0.0.1:53"));
        assertThat(all.get(1).probes(List.of(unsaid), problems::add))
                .extracting(probe -> probe.path().toString())
                .containsExactly("eu>sg/direct/payments");
        assertThat(problems).isEmpty();
        assertThat(all.get(0).probes(List.of(unsaid), problems::add)).isEmpty();
        assertThat(problems)
                .containsExactly("instance \"a:1\" is not probed: it does not say its insight_service, label it or name"
                        + " one for all");
    }
}
