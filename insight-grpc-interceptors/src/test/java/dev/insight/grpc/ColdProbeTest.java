package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.Insight;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Method;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Tls;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cold probes, which core sends without gRPC, of servers that are gRPC's. */
class ColdProbeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Insight insight = Insight.builder(GrpcInsight.transport()).build();
    private final TestCertificates authority = new TestCertificates("right");

    @TempDir
    private Path files;

    @AfterEach
    void close() {
        insight.close();
    }

    private ProbeResult cold(Probe probe) {
        ProbeResult result = insight.probeOnce(probe).get(0).result();
        assertThat(result.slot().kind()).isEqualTo(ProbeKind.COLD);
        return result;
    }

    private static void assertPhases(ProbeResult result, Phase... phases) {
        assertThat(result.outcome()).isEqualTo(Outcome.ok());
        assertThat(result.phases()).extracting(PhaseTime::phase).containsExactly(phases);
        assertThat(result.phases()).allMatch(time -> time.nanos() > 0);
        assertThat(result.latencyNanos())
                .isGreaterThanOrEqualTo(
                        result.phases().stream().mapToLong(PhaseTime::nanos).sum());
    }

    @Test
    void plain_text_server_is_measured_phase_by_phase() {
        try (TestPeer peer = TestPeer.start()) {
            peer.trailerStamp = "payments;t=48;q=1";
            ProbeResult result = cold(Probing.probe("localhost:" + peer.port(), TIMEOUT));

            assertPhases(result, Phase.DNS, Phase.CONNECT, Phase.HTTP2, Phase.RPC);
            assertThat(result.path().stamps()).extracting(HopStamp::name).containsExactly("payments");
            assertThat(peer.authorities).contains("localhost:" + peer.port());
        }
    }

    @Test
    void tls_server_is_measured_with_its_handshake_and_client_certificate() throws Exception {
        TestCertificates clients = new TestCertificates("clients");
        TestCertificates.Identity me = clients.issue(Duration.ofHours(1));
        Path ca = TestCertificates.write(files.resolve("ca.pem"), authority.certificate());
        Tls mutual = new Tls(
                ca,
                TestCertificates.write(files.resolve("me.pem"), me.certificate()),
                TestCertificates.write(files.resolve("me.key"), me.key()));
        try (TestPeer peer = TestPeer.start(
                "127.0.0.1", 0, TestCertificates.server(authority.issue(Duration.ofHours(1)), clients))) {
            assertPhases(
                    cold(Probing.probe(peer.address(), TIMEOUT, target -> target.tls(mutual))),
                    Phase.DNS,
                    Phase.CONNECT,
                    Phase.TLS,
                    Phase.HTTP2,
                    Phase.RPC);

            Probe stranger = Probing.probe(peer.address(), TIMEOUT, target -> target.tls(new Tls(ca, null, null)));
            for (int i = 0; i < 20; i++) {
                // Again, for the peer's alert and its hanging up race.
                assertFailed(cold(stranger), "UNAVAILABLE", Phase.TLS, "tls: ");
            }
            Probe elsewhere = Probing.probe(
                    peer.address(), TIMEOUT, target -> target.tls(mutual).authority("orders.internal"));
            assertFailed(cold(elsewhere), "UNAVAILABLE", Phase.TLS, "orders.internal");
            TestCertificates.write(ca, clients.certificate());
            Probe rotated = Probing.probe(peer.address(), TIMEOUT, target -> target.tls(mutual));
            assertFailed(cold(rotated), "UNAVAILABLE", Phase.TLS, "certification path");
            Tls missing = new Tls(files.resolve("missing.pem"), null, null);
            Probe without = Probing.probe(peer.address(), TIMEOUT, target -> target.tls(missing));
            assertFailed(cold(without), "UNAVAILABLE", Phase.TLS, "missing.pem does not exist");
        }
    }

    @Test
    void failures_are_named() {
        try (TestPeer peer = TestPeer.start()) {
            Probe probe = Probing.probe(peer.address(), TIMEOUT);
            peer.answer = TestPeer.NOT_SERVING;
            assertFailed(cold(probe), "UNAVAILABLE", Phase.RPC, "health: NOT_SERVING");
            peer.status = Status.UNIMPLEMENTED.withDescription("no such method: 100 %");
            assertFailed(cold(probe), "UNIMPLEMENTED", Phase.RPC, "no such method: 100 %");
        }
    }

    @Test
    void watch_and_a_message_larger_than_a_window_are_answered() {
        try (TestPeer peer = TestPeer.start()) {
            Probe watch = Probing.probe(peer.address(), TIMEOUT, target -> target.method(Method.healthWatch("")));
            assertThat(cold(watch).outcome()).isEqualTo(Outcome.ok());

            byte[] large = new byte[3_000_000];
            Probe probe = Probing.probe(
                    peer.address(), TIMEOUT, target -> target.method(Method.unary("shop.Cart/Put", large)));
            assertThat(cold(probe).outcome()).isEqualTo(Outcome.ok());
            assertThat(peer.payloads).anyMatch(payload -> payload.length == large.length);
        }
    }

    @Test
    void answer_larger_than_a_window_arrives() {
        try (TestPeer peer = TestPeer.start()) {
            peer.answer = new byte[3_000_000];
            Probe probe = Probing.probe(
                    peer.address(), TIMEOUT, target -> target.method(Method.unary("shop.Cart/Get", new byte[0])));
            assertThat(cold(probe).outcome()).isEqualTo(Outcome.ok());
        }
    }

    @Test
    void connection_is_gone_afterwards() {
        try (TestPeer peer = TestPeer.start()) {
            cold(Probing.probe(peer.address(), TIMEOUT));
            Awaitility.await().until(() -> peer.connections.get() == 2 && peer.connected.get() == 0);
        }
    }

    private static void assertFailed(ProbeResult result, String code, Phase phase, String... words) {
        assertThat(result.outcome().code()).as("%s", result.outcome()).isEqualTo(code);
        assertThat(result.outcome().phase()).as("%s", result.outcome()).isEqualTo(phase);
        assertThat(result.outcome().message()).contains(words);
        assertThat(result.latencyNanos()).isEqualTo(HopStamp.ABSENT);
    }
}
