package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Peers that are down, hang, vanish or misbehave: each failure says where it happened, and passes. */
class HardConditionsTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ProbeTransport transport = GrpcInsight.transport();

    /** Short timeouts are for peers that fail, not for classes that are loaded for the first time. */
    @BeforeAll
    static void warmUp() {
        try (TestPeer peer = TestPeer.start();
                ProbeTransport first = GrpcInsight.transport()) {
            Probe probe = Probing.probe(peer.address());
            try (ProbeTransport.Session session = first.open(probe)) {
                Probing.once(session, probe, 0);
            }
        }
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private ProbeResult once(Probe probe) {
        try (ProbeTransport.Session session = transport.open(probe)) {
            return Probing.once(session, probe, 0);
        }
    }

    private static void assertFailed(ProbeResult result, String code, Phase phase) {
        assertThat(result.outcome().code()).as("%s", result.outcome()).isEqualTo(code);
        assertThat(result.outcome().phase()).as("%s", result.outcome()).isEqualTo(phase);
        assertThat(result.latencyNanos()).isEqualTo(HopStamp.ABSENT);
    }

    /** Timely: neither before the deadline nor long after it. */
    private static void assertTookTheTimeout(ProbeResult result) {
        assertThat(result.endNanos() - result.startNanos())
                .isBetween(SHORT.toNanos() * 9 / 10, SHORT.toNanos() + TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void port_without_a_listener_refuses() throws IOException {
        int port;
        try (ServerSocket free = SilentPeers.neverAnswers()) {
            port = free.getLocalPort();
        }
        ProbeResult result = once(Probing.probe("127.0.0.1:" + port));

        assertFailed(result, "UNAVAILABLE", Phase.CONNECT);
        assertThat(result.outcome().message()).contains("Connection refused");
        assertThat(result.peer()).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void syn_black_hole_ends_at_the_deadline_while_connecting() throws IOException {
        try (SilentPeers.SynBlackHole hole = new SilentPeers.SynBlackHole()) {
            assumeTrue(hole.holds(), "this kernel does not drop SYNs of a full queue");
            ProbeResult result = once(Probing.probe(hole.address(), SHORT));

            assertFailed(result, "DEADLINE_EXCEEDED", Phase.CONNECT);
            assertTookTheTimeout(result);
            assertThat(result.outcome().message()).isEqualTo("no connection to " + hole.address() + " within 1000 ms");
            assertThat(result.preTransportNanos()).isEqualTo(HopStamp.ABSENT);
        }
    }

    @Test
    void stuck_attempt_to_connect_is_given_up_for_a_new_one() throws IOException {
        try (ServerSocket mute = SilentPeers.neverAnswers()) {
            Probe probe = Probing.probe("127.0.0.1:" + mute.getLocalPort(), SHORT);
            try (ProbeTransport.Session session = transport.open(probe)) {
                for (int i = 0; i < 6; i++) {
                    assertFailed(Probing.once(session, probe, i), "DEADLINE_EXCEEDED", Phase.HTTP2);
                }
                // They wait in the queue: one for each probe, or nearly so on a machine that is slow to start them.
                mute.setSoTimeout(10_000);
                for (int i = 0; i < 3; i++) {
                    mute.accept().close();
                }
            }
        }
    }

    @Test
    void peer_that_accepts_and_never_greets_is_not_connected() throws IOException {
        try (ServerSocket mute = SilentPeers.neverAnswers()) {
            ProbeResult result = once(Probing.probe("127.0.0.1:" + mute.getLocalPort(), SHORT));

            assertFailed(result, "DEADLINE_EXCEEDED", Phase.HTTP2);
            assertTookTheTimeout(result);
            assertThat(result.outcome().message()).contains("takes connections but did not greet");
        }
    }

    @Test
    void peer_that_accepts_and_hangs_up_at_once_fails_in_http2() throws Exception {
        try (ServerSocket listener = SilentPeers.neverAnswers()) {
            Thread hangingUp = new Thread(() -> {
                while (!listener.isClosed()) {
                    try {
                        listener.accept().close();
                    } catch (IOException e) {
                        // the next one
                    }
                }
            });
            hangingUp.setDaemon(true);
            hangingUp.start();
            Probe probe = Probing.probe("127.0.0.1:" + listener.getLocalPort());
            try (ProbeTransport.Session session = transport.open(probe)) {
                for (int i = 0; i < 5; i++) {
                    assertFailed(Probing.once(session, probe, i), "UNAVAILABLE", Phase.HTTP2);
                }
            }
        }
    }

    @Test
    void web_server_without_http2_is_told_in_words() throws IOException {
        HttpServer peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.start();
        try {
            Probe probe = Probing.probe("127.0.0.1:" + peer.getAddress().getPort());

            ProbeResult result = Probing.once(transport.open(probe), probe, 0);

            assertThat(result.outcome().message()).isEqualTo("the peer speaks HTTP/1, not HTTP/2");
            assertThat(result.outcome().phase()).isEqualTo(Phase.HTTP2);
        } finally {
            peer.stop(0);
        }
    }

    @Test
    void peer_that_never_answers_the_call_ends_at_the_deadline_in_rpc() {
        try (TestPeer peer = TestPeer.start()) {
            peer.mute = true;
            ProbeResult result = once(Probing.probe(peer.address(), SHORT));

            assertFailed(result, "DEADLINE_EXCEEDED", Phase.RPC);
            assertTookTheTimeout(result);
            assertThat(result.outcome().message()).isEqualTo("no answer from " + peer.address() + " within 1000 ms");
        }
    }

    @Test
    void goaway_loop_fails_each_probe_and_costs_one_connection_each_at_most() throws IOException {
        try (SilentPeers.GoAwayLoop loop = new SilentPeers.GoAwayLoop()) {
            Probe probe = Probing.probe(loop.address());
            try (ProbeTransport.Session session = transport.open(probe)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(Probing.once(session, probe, i).outcome().code()).isEqualTo("UNAVAILABLE");
                }
            }
            assertThat(loop.accepted.get()).isBetween(1, 5);
        }
    }

    @Test
    void peer_dead_without_a_fin_gets_a_new_connection_after_two_silent_probes() throws IOException {
        try (TestPeer peer = TestPeer.start();
                TestRelay relay = new TestRelay(peer.port())) {
            Probe patient = Probing.probe(relay.address());
            Probe probe = Probing.probe(relay.address(), SHORT);
            try (ProbeTransport.Session warm = transport.open(patient);
                    ProbeTransport.Session session = transport.open(probe)) {
                assertThat(Probing.once(warm, patient, 0).outcome().isOk()).isTrue();
                relay.killWithoutFin();

                assertFailed(Probing.once(session, probe, 1), "DEADLINE_EXCEEDED", Phase.RPC);
                assertFailed(Probing.once(session, probe, 2), "DEADLINE_EXCEEDED", Phase.RPC);
                assertThat(Probing.once(warm, patient, 3).outcome().isOk()).isTrue();
            }
            assertThat(relay.accepted.get()).isEqualTo(2);
        }
    }

    @Test
    void slow_answers_between_others_do_not_cost_the_connection() {
        try (TestPeer peer = TestPeer.start()) {
            Probe probe = Probing.probe(peer.address(), SHORT);
            try (ProbeTransport.Session session = transport.open(probe)) {
                for (int i = 0; i < 6; i++) {
                    peer.mute = i % 2 == 1;
                    assertThat(Probing.once(session, probe, i).outcome().isOk()).isEqualTo(i % 2 == 0);
                }
            }
            assertThat(peer.connections.get()).isEqualTo(1);
        }
    }

    @Test
    void name_that_does_not_resolve_fails_in_dns() {
        ProbeResult result = once(Probing.probe("dns:///no-such-host.invalid:50051", Duration.ofSeconds(20)));

        assertFailed(result, "UNAVAILABLE", Phase.DNS);
        assertThat(result.outcome().message()).contains("no-such-host.invalid");
        assertThat(result.peer()).isNull();
    }

    @Test
    void address_that_is_none_is_an_outcome() {
        ProbeResult result = once(Probing.probe("gopher://host/"));

        assertThat(result.outcome().isOk()).isFalse();
        assertThat(result.outcome().phase()).isEqualTo(Phase.DNS);
        assertThat(result.outcome().message()).contains("gopher");
    }

    @Test
    void name_lookup_that_hangs_ends_at_the_deadline_and_delays_nobody() {
        try (TestNames names = TestNames.register();
                TestPeer peer = TestPeer.start()) {
            names.resolve("good", peer.port());
            for (int i = 0; i < 20; i++) {
                names.hang("hung" + i);
                transport
                        .open(Probing.probe(TestNames.address("hung" + i)))
                        .send(Probing.slot(Probing.probe(TestNames.address("hung" + i)), 0), result -> {});
            }
            names.hang("hung");
            ProbeResult hung = once(Probing.probe(TestNames.address("hung"), SHORT));
            assertFailed(hung, "DEADLINE_EXCEEDED", Phase.DNS);
            assertTookTheTimeout(hung);

            assertThat(once(Probing.probe(TestNames.address("good"))).outcome().isOk())
                    .isTrue();
        }
    }
}
