package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name with several addresses, and addresses that come back. */
class BackendsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ProbeTransport transport = GrpcInsight.transport();
    private final TestNames names = TestNames.register();
    private final TestPeer first = TestPeer.start();
    private final TestPeer second = TestPeer.start();
    private final TestPeer third = TestPeer.start();
    private final Probe probe = Probing.probe(TestNames.address("several"), LONG);

    @AfterEach
    void close() {
        transport.close();
        names.close();
        List.of(first, second, third).forEach(TestPeer::close);
    }

    private static List<String> peers(ProbeTransport.Session session, Probe probe, int count) {
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(String.valueOf(Probing.once(session, probe, i).peer()));
        }
        return peers;
    }

    @Test
    void each_backend_is_reached_in_turn_and_named() {
        names.resolve("several", first.port(), second.port(), third.port());
        try (ProbeTransport.Session session = transport.open(probe)) {
            assertThat(peers(session, probe, 6))
                    .containsExactly(
                            first.address(),
                            second.address(),
                            third.address(),
                            first.address(),
                            second.address(),
                            third.address());
        }
    }

    @Test
    void addresses_that_are_listed_are_reached_in_turn_and_named() {
        Probe listed = Probing.probe("ipv4:" + first.address() + "," + second.address(), LONG);
        try (ProbeTransport.Session session = transport.open(listed)) {
            assertThat(peers(session, listed, 4))
                    .containsExactly(first.address(), second.address(), first.address(), second.address());
        }
    }

    @Test
    void a_list_of_what_are_no_addresses_fails_as_a_name_does_that_does_not_resolve() {
        Probe listed = Probing.probe("ipv4:gateway.internal:443", LONG);
        try (ProbeTransport.Session session = transport.open(listed)) {
            ProbeResult result = Probing.once(session, listed, 0);

            assertThat(result.outcome().phase()).isEqualTo(Phase.DNS);
            assertThat(result.outcome().isOk()).isFalse();
        }
    }

    @Test
    void partial_probes_of_each_hop_reach_each_backend() {
        names.resolve("several", first.port(), second.port());
        List<String> peers = new ArrayList<>();
        try (ProbeTransport.Session session = transport.open(probe)) {
            for (int i = 0; i < 4; i++) {
                String stop = i % 2 == 0 ? "gateway-eu" : "mediary-eu";
                peers.add(stop
                        + Probing.get(Probing.send(session, Probing.partial(probe, i / 2, stop)))
                                .peer());
            }
        }
        assertThat(peers)
                .containsExactly(
                        "gateway-eu" + first.address(), "mediary-eu" + first.address(),
                        "gateway-eu" + second.address(), "mediary-eu" + second.address());
    }

    @Test
    void backend_that_is_down_fails_its_own_turns_only() {
        names.resolve("several", first.port(), second.port());
        second.close();
        try (ProbeTransport.Session session = transport.open(probe)) {
            for (int i = 0; i < 6; i++) {
                ProbeResult result = Probing.once(session, probe, i);
                assertThat(result.outcome().isOk()).as("%s", result).isEqualTo(i % 2 == 0);
                assertThat(result.peer()).isEqualTo((i % 2 == 0 ? first : second).address());
                if (i % 2 == 1) {
                    assertThat(result.outcome().phase()).isEqualTo(Phase.CONNECT);
                }
            }
        }
    }

    @Test
    void backends_that_stay_keep_their_connection_when_others_come_and_go() {
        names.resolve("several", first.port(), second.port());
        try (ProbeTransport.Session session = transport.open(probe)) {
            peers(session, probe, 2);
            names.resolve("several", third.port(), first.port());
            AtomicLong turn = new AtomicLong();
            Awaitility.await().atMost(LONG).until(() -> {
                long i = turn.getAndIncrement();
                return third.address().equals(Probing.once(session, probe, i).peer());
            });
            assertThat(peers(session, probe, 2)).containsExactly(first.address(), third.address());
        }
        assertThat(first.connections.get()).isEqualTo(1);
    }

    @Test
    void name_that_resolves_again_is_found_by_the_next_but_one_probe() {
        names.resolve("several");
        try (ProbeTransport.Session session = transport.open(probe)) {
            ProbeResult unknown = Probing.once(session, probe, 0);
            assertThat(unknown.outcome().phase()).isEqualTo(Phase.DNS);
            assertThat(unknown.outcome().message()).contains("unknown name several");

            names.resolve("several", first.port());
            assertRecoversWithinTwo(session);
        }
    }

    @Test
    void outage_is_over_within_two_probes_of_its_end() {
        int port = second.port();
        names.resolve("several", port);
        try (ProbeTransport.Session session = transport.open(probe)) {
            assertThat(Probing.once(session, probe, 0).outcome().isOk()).isTrue();
            second.close();
            // Long enough for an ordinary channel to wait for seconds before it tries again.
            for (int i = 1; i < 20; i++) {
                assertThat(Probing.once(session, probe, i).outcome().code()).isEqualTo("UNAVAILABLE");
            }
            try (TestPeer back = TestPeer.start("127.0.0.1", port, null)) {
                assertThat(back.port()).isEqualTo(port);
                assertRecoversWithinTwo(session);
            }
        }
    }

    private void assertRecoversWithinTwo(ProbeTransport.Session session) {
        AtomicLong sent = new AtomicLong();
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(probe.interval())
                .atMost(LONG)
                .until(() -> Probing.once(session, probe, sent.getAndIncrement())
                        .outcome()
                        .isOk());
        assertThat(sent.get()).isLessThanOrEqualTo(2);
    }
}
