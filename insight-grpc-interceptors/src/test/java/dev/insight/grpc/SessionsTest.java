package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sessions share, and what is left when they close. */
class SessionsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Set<Thread> before = ours();
    private final TestPeer peer = TestPeer.start();
    private final ProbeTransport transport = GrpcInsight.transport();

    @AfterEach
    void close() {
        transport.close();
        peer.close();
    }

    private Set<Thread> started() {
        Set<Thread> started = ours();
        started.removeAll(before);
        return started;
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("insight-"))
                .collect(Collectors.toSet());
    }

    @Test
    void sessions_of_one_address_share_a_connection_until_the_last_closes() {
        Probe probe = Probing.probe(peer.address());
        ProbeTransport.Session one = transport.open(probe);
        ProbeTransport.Session other = transport.open(probe);
        Probing.once(one, probe, 0);
        Probing.once(other, probe, 0);
        assertThat(peer.connections.get()).isEqualTo(1);
        assertThat(transport.channels()).isEqualTo(1);

        one.close();
        assertThat(Probing.once(other, probe, 1).outcome().isOk()).isTrue();
        assertThat(peer.connections.get()).isEqualTo(1);

        other.close();
        Awaitility.await().until(() -> transport.channels() == 0 && peer.connected.get() == 0);
    }

    @Test
    void other_authority_is_another_channel() {
        Probe plain = Probing.probe(peer.address());
        Probe named = Probing.probe(peer.address(), LONG, target -> target.authority("payments.internal"));
        try (ProbeTransport.Session one = transport.open(plain);
                ProbeTransport.Session other = transport.open(named)) {
            Probing.once(one, plain, 0);
            Probing.once(other, named, 0);
            assertThat(transport.channels()).isEqualTo(2);
        }
        assertThat(peer.connections.get()).isEqualTo(2);
    }

    @Test
    void closed_session_ends_its_calls_and_leaves_those_of_others() {
        peer.mute = true;
        Probe probe = Probing.probe(peer.address(), Duration.ofSeconds(2));
        ProbeTransport.Session closed = transport.open(probe);
        try (ProbeTransport.Session open = transport.open(probe)) {
            CompletableFuture<ProbeResult> ends = Probing.send(closed, Probing.slot(probe, 0));
            CompletableFuture<ProbeResult> stays = Probing.send(open, Probing.slot(probe, 0));
            closed.close();

            assertThat(Probing.get(ends).outcome().code()).isEqualTo("CANCELLED");
            assertThat(Probing.get(stays).outcome().code()).isEqualTo("DEADLINE_EXCEEDED");
        }
        assertThat(Probing.once(closed, probe, 1).outcome().code()).isEqualTo("CANCELLED");
    }

    @Test
    void no_thread_and_no_channel_outlives_the_transport() {
        Probe probe = Probing.probe("dns:///localhost:" + peer.port());
        ProbeTransport.Session session = transport.open(probe);
        assertThat(Probing.once(session, probe, 0).outcome().isOk()).isTrue();
        assertThat(started()).isNotEmpty().allMatch(Thread::isDaemon);

        transport.close();
        assertThat(transport.channels()).isZero();
        Awaitility.await().until(() -> started().isEmpty());
    }

    @Test
    void two_hundred_sessions_take_no_more_threads_than_a_few() {
        List<ProbeTransport.Session> sessions = new ArrayList<>();
        List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Each authority is a channel of its own.
            String authority = "service-" + i % 100 + ".internal";
            Probe probe = Probing.probe(peer.address(), LONG, target -> target.authority(authority));
            ProbeTransport.Session session = transport.open(probe);
            sessions.add(session);
            results.add(Probing.send(session, Probing.slot(probe, 0)));
        }
        assertThat(results).allMatch(result -> Probing.get(result).outcome().isOk());
        assertThat(transport.channels()).isEqualTo(100);
        assertThat(started()).hasSizeLessThanOrEqualTo(2 + OffloadLanes.LANE_WIDTH);

        sessions.forEach(ProbeTransport.Session::close);
        Awaitility.await().until(() -> transport.channels() == 0 && peer.connected.get() == 0);
    }

    @Test
    void every_probe_ends_exactly_once_however_close_and_answers_race() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 100; round++) {
                Probe probe = Probing.probe(peer.address());
                ProbeTransport.Session session = transport.open(probe);
                AtomicInteger completions = new AtomicInteger();
                CyclicBarrier barrier = new CyclicBarrier(2);
                Future<?> sender = threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    for (int i = 0; i < 10; i++) {
                        session.send(Probing.slot(probe, i), result -> completions.incrementAndGet());
                    }
                    return null;
                });
                Future<?> closer = threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    session.close();
                    return null;
                });
                sender.get(10, TimeUnit.SECONDS);
                closer.get(10, TimeUnit.SECONDS);
                Awaitility.await().until(() -> completions.get() >= 10);
                assertThat(completions.get()).isEqualTo(10);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void channel_that_closes_under_silent_probes_does_so_in_peace() {
        peer.mute = true;
        List<String> complaints = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                complaints.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.grpc");
        logger.addHandler(listener);
        try {
            for (int round = 0; round < 20; round++) {
                Probe probe = Probing.probe(peer.address(), Duration.ofMillis(20));
                ProbeTransport.Session session = transport.open(probe);
                List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    results.add(Probing.send(session, Probing.slot(probe, i)));
                }
                Probing.get(results.get(0));
                session.close();
                results.forEach(Probing::get);
            }
            Awaitility.await().until(() -> transport.channels() == 0);
        } finally {
            logger.removeHandler(listener);
        }
        assertThat(complaints).noneMatch(complaint -> complaint.contains("Panic"));
    }

    @Test
    void completion_that_throws_harms_nobody() {
        Probe probe = Probing.probe(peer.address());
        try (ProbeTransport.Session session = transport.open(probe)) {
            session.send(Probing.slot(probe, 0), result -> {
                throw new IllegalStateException("listener is broken");
            });
            assertThat(Probing.once(session, probe, 1).outcome().isOk()).isTrue();
        }
    }

    @Test
    void transport_that_is_closed_opens_nothing() {
        transport.close();
        assertThatIllegalStateException().isThrownBy(() -> transport.open(Probing.probe(peer.address())));
    }
}
