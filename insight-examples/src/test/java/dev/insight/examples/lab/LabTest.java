package dev.insight.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.insight.Insight;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.LoadSource;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import dev.insight.runner.store.TermSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real probes through a small world: each fault is felt where it is said to be, and ends. */
@Timeout(180)
class LabTest {
    private static final String FORWARDED = "eu>us/forwarded/payments";
    private static final String DIRECT = "eu>us/direct/payments";
    private static final Duration INTERVAL = Duration.ofMillis(50);
    /** It reports at length what faults do to it. Held, since loggers are not. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    @BeforeAll
    static void quiet() {
        GRPC.setLevel(Level.OFF);
    }

    private Lab lab;
    private Insight insight;
    private PathStore store;

    @BeforeEach
    void open() throws IOException {
        lab = Lab.start(List.of("eu", "us"), 0.1);
        probe(INTERVAL, 16);
    }

    /** Probes, until there is a window full of values: a short one, so that medians soon show what holds now. */
    private void probe(Duration interval, int window) {
        store = PathStore.withWindow(window);
        List<Probe> probes = lab.probes(interval);
        insight = Insight.builder(GrpcInsight.transport())
                .targets(() -> probes)
                .listener(store)
                .build()
                .start();
        eventually()
                .until(() -> store.paths().size() == 4
                        && store.paths().stream()
                                .allMatch(path -> path.latency().count() >= window));
    }

    @AfterEach
    void close() {
        insight.close();
        lab.close();
        eventually()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("lab-")));
    }

    @Test
    void every_hop_stamps_and_wan_delays_stand_on_their_links() {
        assertThat(path(FORWARDED).terms())
                .extracting(TermSnapshot::name)
                .containsExactly(
                        "prober-eu>gateway-eu",
                        "gateway-eu",
                        "gateway-eu>mediary-eu",
                        "mediary-eu",
                        "mediary-eu>mediary-us",
                        "mediary-us",
                        "mediary-us>gateway-us",
                        "gateway-us",
                        "gateway-us>service-us",
                        "service-us");
        assertThat(lab.injected(Term.Kind.LINK, "mediary-eu>mediary-us")).isEqualTo(Duration.ofMillis(9));
        assertThat(lab.injected(Term.Kind.LINK, "prober-eu>service-us")).isEqualTo(Duration.ofMillis(9));
        assertThat(lab.injected(Term.Kind.LINK, "gateway-eu>mediary-eu")).isZero();
        eventually().until(() -> millis(FORWARDED, "mediary-eu>mediary-us") < 9 + 15);
        assertThat(millis(FORWARDED, "mediary-eu>mediary-us")).isGreaterThanOrEqualTo(9);
        assertThat(millis(DIRECT, "prober-eu>service-us")).isGreaterThanOrEqualTo(9);
        assertThat(path(FORWARDED).hops())
                .allSatisfy(hop -> assertThat(hop.nodes()).containsExactly(hop.name() + "-1"));
    }

    @Test
    void a_slow_hop_shows_in_its_own_time_and_no_link() {
        felt("hop_slow@mediary-us=40ms", () -> millis(FORWARDED, "mediary-us") >= 40);
        assertThat(lab.injected(Term.Kind.SELF, "mediary-us")).isEqualTo(Duration.ofMillis(40));
        assertThat(term(FORWARDED, "mediary-us").queue().p50Nanos()).isLessThan(20_000_000);
        assertThat(path(FORWARDED).terms())
                .filteredOn(term -> !term.name().equals("mediary-us"))
                .allSatisfy(term -> assertThat(term.duration().p50Nanos()).isLessThan(25_000_000));
        healed(() -> millis(FORWARDED, "mediary-us") < 20);
    }

    @Test
    void a_slow_service_shows_in_its_own_time_on_every_route() {
        felt(
                "service_slow@service-us=30ms",
                () -> millis(FORWARDED, "service-us") >= 30 && millis(DIRECT, "service-us") >= 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "burn", "threads"})
    void an_overloaded_hop_shows_its_queue(String by) {
        // Each piece of a call's work waits for its turn, so that calls take longer than the usual interval.
        insight.close();
        probe(Duration.ofMillis(500), 6);
        felt(
                "hop_overloaded@gateway-eu=40ms,by=" + by,
                () -> term(FORWARDED, "gateway-eu").queue().p50Nanos() > 10_000_000
                        && millis(FORWARDED, "gateway-eu") > 2 * millis(FORWARDED, "mediary-eu"));
        healed(() -> millis(FORWARDED, "gateway-eu") < 5);
    }

    @Test
    void a_host_that_is_busy_at_low_priority_lets_calls_pass() {
        Fault fault = Fault.parse("host_busy@mediary-us");
        LoadSource loads = lab.loads();
        loads.loads();
        lab.inject(fault);
        List<HostLoad> busy = eventually().until(loads::loads, latest -> cpu(latest, "mediary-us") > 0.85);
        long now = System.nanoTime();
        assertThat(lab.measured(fault, now - 1_000_000_000, now).medianMillis()).isLessThan(10);
        assertThat(cpu(busy, "mediary-eu")).isLessThan(0.85);
    }

    @Test
    void a_host_that_computes_has_real_load_and_one_whose_threads_wait_has_none() {
        LoadSource loads = lab.loads();
        loads.loads();
        lab.inject(Fault.parse("hop_overloaded@gateway-eu=40ms,by=burn"));
        lab.inject(Fault.parse("hop_overloaded@mediary-us=40ms,by=threads"));
        List<HostLoad> busy = eventually().until(loads::loads, latest -> cpu(latest, "gateway-eu") > 0.85);
        assertThat(cpu(busy, "mediary-us")).isLessThan(0.85);
    }

    @Test
    void a_link_that_worsens_ends_as_bad_as_was_said_and_is_measured() {
        Fault fault = Fault.parse("link_degraded@mediary-eu>mediary-us=+40ms,ramp=2s");
        felt(
                fault.toString(),
                () -> lab.injected(Term.Kind.LINK, "mediary-eu>mediary-us").equals(Duration.ofMillis(49)));
        long begin = System.nanoTime();
        eventually().until(() -> lab.measured(fault, begin, System.nanoTime()).count() > 20);
        assertThat(lab.measured(fault, begin, System.nanoTime()).medianMillis()).isGreaterThanOrEqualTo(44.5);
        lab.heal();
        assertThat(lab.injected(Term.Kind.LINK, "mediary-eu>mediary-us")).isEqualTo(Duration.ofMillis(9));
    }

    @Test
    void a_fault_that_flaps_comes_and_goes_and_ends() {
        lab.inject(Fault.parse("hop_slow@mediary-us=40ms,flap=300ms"));
        for (int i = 0; i < 2; i++) {
            eventually().until(() -> lab.injected(Term.Kind.SELF, "mediary-us").equals(Duration.ofMillis(40)));
            eventually().until(() -> lab.injected(Term.Kind.SELF, "mediary-us").isZero());
        }
        lab.heal();
        assertThat(lab.injected(Term.Kind.SELF, "mediary-us")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hop_down@mediary-us",
                "tls_failing@gateway-eu",
                "dns_failing@prober-eu",
                "link_down@mediary-eu>mediary-us"
            })
    void what_is_broken_can_be_told_by_trying(String text) {
        Fault fault = Fault.parse(text);
        assertThat(lab.isFelt(fault)).isFalse();
        lab.inject(fault);
        eventually().until(() -> lab.isFelt(fault));
        lab.heal();
        eventually().until(() -> !lab.isFelt(fault));
    }

    @Test
    void a_failing_hop_fails_what_passes_it() {
        felt("hop_failing@mediary-us=RESOURCE_EXHAUSTED", () -> failed(FORWARDED, "RESOURCE_EXHAUSTED", Phase.RPC));
        assertThat(path(DIRECT).failures()).isZero();
        healed(() -> path(FORWARDED).isUp());
    }

    @Test
    void a_share_of_calls_fails_and_the_rest_pass() {
        lab.inject(Fault.parse("service_failing@service-us=ABORTED,share=50%"));
        eventually()
                .until(() -> failed(FORWARDED, "ABORTED", Phase.RPC)
                        && path(FORWARDED).isUp());
        eventually()
                .until(() ->
                        failed(DIRECT, "ABORTED", Phase.RPC) && path(DIRECT).isUp());
    }

    @Test
    void a_gateway_that_is_down_refuses_connections_and_comes_back() {
        felt("hop_down@gateway-eu", () -> failed(FORWARDED, "UNAVAILABLE", Phase.CONNECT));
        assertThat(path(DIRECT).failures()).isZero();
        healed(() -> path(FORWARDED).isUp());
    }

    @Test
    void a_mediary_that_is_down_is_reported_by_the_hop_before() {
        felt("hop_down@mediary-us", () -> failed(FORWARDED, "UNAVAILABLE", Phase.RPC));
        assertThat(path(DIRECT).failures()).isZero();
        healed(() -> path(FORWARDED).isUp());
    }

    @Test
    void a_degraded_link_is_slower_by_what_was_said() {
        felt("link_degraded@mediary-eu>mediary-us=+40ms", () -> millis(FORWARDED, "mediary-eu>mediary-us") >= 49);
        assertThat(lab.injected(Term.Kind.LINK, "mediary-us>mediary-eu")).isEqualTo(Duration.ofMillis(49));
        assertThat(millis(DIRECT, "prober-eu>service-us")).isLessThan(40);
        eventually().until(() -> millis("us>eu/forwarded/payments", "mediary-us>mediary-eu") >= 49);
        healed(() -> millis(FORWARDED, "mediary-eu>mediary-us") < 30);
    }

    @Test
    void jitter_spreads_a_link() {
        felt("link_degraded@prober-eu>service-us,jitter=40ms", () -> {
            long last = path(DIRECT).latency().maxNanos();
            return last > path(DIRECT).latency().p50Nanos() + 30_000_000;
        });
    }

    @Test
    void over_a_link_that_is_down_calls_vanish() {
        lab.inject(Fault.parse("link_down@mediary-us>mediary-eu"));
        eventually().until(() -> failed(FORWARDED, "DEADLINE_EXCEEDED", Phase.RPC));
        assertThat(path(DIRECT).failures()).isZero();
        healed(() -> path(FORWARDED).isUp());
    }

    @Test
    void names_fail_for_one_region_and_so_do_all_its_new_calls() {
        lab.inject(Fault.parse("dns_failing@prober-eu"));
        PathStore fresh = PathStore.create();
        List<Probe> probes = lab.probes(INTERVAL);
        try (Insight beginner = Insight.builder(GrpcInsight.transport())
                .targets(() -> probes)
                .listener(fresh)
                .build()
                .start()) {
            eventually()
                    .until(() -> beginner.status().paths() == 4
                            && failed(fresh, FORWARDED, "UNAVAILABLE", Phase.DNS)
                            && failed(fresh, DIRECT, "UNAVAILABLE", Phase.DNS)
                            && up(fresh, "us>eu/forwarded/payments")
                            && up(fresh, "us>eu/direct/payments"));
            lab.heal();
            eventually().until(() -> up(fresh, FORWARDED) && up(fresh, DIRECT));
        }
    }

    @Test
    void an_expired_certificate_fails_the_handshake() {
        felt("tls_failing@gateway-eu", () -> failed(FORWARDED, "UNAVAILABLE", Phase.TLS));
        assertThat(path(DIRECT).failures()).isZero();
        healed(() -> path(FORWARDED).isUp());
    }

    @Test
    void an_untrusted_certificate_fails_the_handshake() {
        felt("tls_failing@gateway-eu=untrusted", () -> failed(FORWARDED, "UNAVAILABLE", Phase.TLS));
    }

    @Test
    void a_prober_that_stands_still_taints_its_samples() {
        long before = path(FORWARDED).tainted();
        felt("prober_impaired@prober-eu=100ms", () -> path(FORWARDED).tainted() > before);
    }

    @Test
    void a_fault_begins_after_its_time_and_ends_after_its_length() {
        lab.inject(Fault.parse("hop_slow@mediary-us=40ms,after=300ms,for=1s"));
        assertThat(lab.injected(Term.Kind.SELF, "mediary-us")).isZero();
        eventually().until(() -> lab.injected(Term.Kind.SELF, "mediary-us").equals(Duration.ofMillis(40)));
        eventually().until(() -> lab.injected(Term.Kind.SELF, "mediary-us").isZero());
    }

    @Test
    void faults_of_what_is_not_there_are_refused() {
        assertThatThrownBy(() -> lab.inject(Fault.parse("hop_slow@mediary-jp")))
                .hasMessage("fault \"hop_slow@mediary-jp=40ms\": hop_slow cannot be of \"mediary-jp\"; it can be of"
                        + " [gateway-eu, mediary-eu, gateway-us, mediary-us]");
        assertThatThrownBy(() -> lab.inject(Fault.parse("service_slow@gateway-eu")))
                .hasMessageContaining(
                        "service_slow cannot be of \"gateway-eu\"; it can be of [service-eu, service-us]");
        assertThatThrownBy(() -> lab.inject(Fault.parse("link_down@mediary-eu>service-us")))
                .hasMessageContaining("there is no link \"mediary-eu>service-us\"; there are")
                .hasMessageContaining("mediary-eu>mediary-us");
        assertThatThrownBy(() -> lab.inject(Fault.parse("link_down@mediary-eu")))
                .hasMessageContaining("and the shell takes an unquoted > for itself");
        assertThatThrownBy(() -> lab.inject(Fault.parse("dns_failing@prober-sg")))
                .hasMessageContaining("it can be of [prober-eu, prober-us]");
    }

    /** Long enough for a machine that is busy with other things. */
    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(40));
    }

    private void felt(String fault, Callable<Boolean> symptom) {
        lab.inject(Fault.parse(fault));
        eventually().until(symptom);
    }

    private void healed(Callable<Boolean> well) {
        lab.heal();
        eventually().until(well);
    }

    private PathSnapshot path(String id) {
        return Objects.requireNonNull(store.path(id), id);
    }

    private TermSnapshot term(String path, String name) {
        return path(path).terms().stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private double millis(String path, String name) {
        return term(path, name).duration().p50Nanos() / 1e6;
    }

    private boolean failed(String path, String code, Phase phase) {
        return failed(store, path, code, phase);
    }

    private static boolean failed(PathStore store, String path, String code, Phase phase) {
        PathSnapshot snapshot = store.path(path);
        return snapshot != null
                && snapshot.recentFailures().stream()
                        .anyMatch(failure -> failure.stop() == null
                                && failure.outcome().code().equals(code)
                                && failure.outcome().phase() == phase);
    }

    private static double cpu(List<HostLoad> loads, String hop) {
        return loads.stream()
                .filter(load -> load.hop().equals(hop))
                .mapToDouble(HostLoad::cpu)
                .findFirst()
                .orElse(0);
    }

    private static boolean up(PathStore store, String path) {
        PathSnapshot snapshot = store.path(path);
        return snapshot != null && snapshot.isUp();
    }
}
