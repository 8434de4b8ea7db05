package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColdProbeTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final byte[] SERVING = {8, 1};
    private static final Map<String, String> OK = Map.of("grpc-status", "0");

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch hang = new CountDownLatch(1);
    private volatile boolean starving;
    private final ColdProbe cold = new ColdProbe(
            Ticker.system(),
            body -> {
                // The first watches deadlines, the next is a worker.
                boolean starved = starving && !threads.isEmpty();
                Thread thread = new Thread(() -> {
                    if (starved) {
                        awaitHang();
                    }
                    body.run();
                });
                threads.add(thread);
                return thread;
            },
            this::resolve,
            () -> {
                Socket socket = new Socket();
                sockets.add(socket);
                return socket;
            });

    @AfterEach
    void everything_ends() {
        hang.countDown();
        cold.close();
        assertThat(sockets).allMatch(Socket::isClosed);
        assertThat(threads).allMatch(thread -> thread.getName().startsWith("insight-cold-") && thread.isDaemon());
        Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** Hangs as the system's resolver does: an interruption is not heard. */
    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.startsWith("hang")) {
            awaitHang();
        }
        if (host.startsWith("none")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void awaitHang() {
        while (hang.getCount() > 0) {
            try {
                hang.await();
            } catch (InterruptedException e) {
                // not heard
            }
        }
    }

    private static Probe probe(String service, String address, Duration timeout, UnaryOperator<Target.Builder> shape) {
        Target target = shape.apply(Target.builder("sg", service, address)).build();
        return Probe.builder("eu", target, Route.of("direct", service))
                .timeout(timeout)
                .build();
    }

    private static Slot slot(Probe probe, long sequence) {
        return new Slot(probe, ProbeKind.COLD, null, sequence, Ticker.system().nanos(), 0);
    }

    private CompletableFuture<ProbeResult> begin(Probe probe) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        assertThat(cold.send(slot(probe, 0), result::complete)).isTrue();
        return result.orTimeout(30, TimeUnit.SECONDS);
    }

    private ProbeResult once(String address, Duration timeout) {
        return begin(probe("payments", address, timeout, target -> target)).join();
    }

    private static void assertFailed(ProbeResult result, String code, Phase phase, String words) {
        assertThat(result.outcome().code()).as("%s", result.outcome()).isEqualTo(code);
        assertThat(result.outcome().phase()).as("%s", result.outcome()).isEqualTo(phase);
        assertThat(result.outcome().message()).contains(words);
        assertThat(result.latencyNanos()).isEqualTo(HopStamp.ABSENT);
        assertThat(result.phases()).noneMatch(time -> time.phase().compareTo(phase) >= 0);
    }

    @Test
    void serving_peer_is_ok_with_its_phases_in_order() throws IOException {
        try (ColdPeer peer =
                ColdPeer.answering(SERVING, Map.of("grpc-status", "0", "insight-hop", "payments;t=480;q=18"))) {
            ProbeResult result = once("dns:///localhost:" + peer.port(), LONG);

            assertThat(result.outcome().isOk()).as("%s", result.outcome()).isTrue();
            assertThat(result.phases())
                    .extracting(PhaseTime::phase)
                    .containsExactly(Phase.DNS, Phase.CONNECT, Phase.HTTP2, Phase.RPC);
            long sum = result.phases().stream().mapToLong(PhaseTime::nanos).sum();
            assertThat(result.latencyNanos()).isGreaterThanOrEqualTo(sum);
            assertThat(result.endNanos() - result.startNanos()).isGreaterThanOrEqualTo(result.latencyNanos());
            assertThat(result.path().stamps()).extracting(HopStamp::name).containsExactly("payments");
            assertThat(result.peer()).isEqualTo(peer.address());
            assertThat(result.sentEpochMicros()).isPositive();
        }
    }

    @Test
    void request_says_what_grpc_needs_and_the_target_wants() throws Exception {
        try (ColdPeer peer = ColdPeer.answering(SERVING, OK)) {
            begin(probe(
                            "payments",
                            peer.address(),
                            LONG,
                            target -> target.authority("payments.sg")
                                    .metadata(Map.of("x-region", "sg", "insight-key", "s3cret"))))
                    .join();

            assertThat(HpackReader.read(peer.blocks.element()))
                    .contains(
                            Map.entry(":path", "/grpc.health.v1.Health/Check"),
                            Map.entry(":authority", "payments.sg"),
                            Map.entry("te", "trailers"),
                            Map.entry("content-type", "application/grpc"),
                            Map.entry("insight-ask", "v=1;probe;key=s3cret"),
                            Map.entry("x-region", "sg"))
                    .noneMatch(field -> field.getKey().equals("insight-key"))
                    .anyMatch(field -> field.getKey().equals("grpc-timeout")
                            && field.getValue().matches("[0-9]{1,8}[um]"));
        }
    }

    @Test
    void answers_that_are_no_success_are_told_by_name() throws IOException {
        try (ColdPeer peer = ColdPeer.answering(new byte[] {8, 2}, OK)) {
            assertFailed(once(peer.address(), LONG), "UNAVAILABLE", Phase.RPC, "health: NOT_SERVING");
        }
        Map<String, String> refused = Map.of("grpc-status", "16", "grpc-message", "no%20token");
        try (ColdPeer peer = ColdPeer.answering(SERVING, refused)) {
            assertFailed(once(peer.address(), LONG), "UNAUTHENTICATED", Phase.RPC, "no token");
        }
    }

    @Test
    void refused_and_unknown_are_unavailable_in_their_phase() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertFailed(once("127.0.0.1:" + free, LONG), "UNAVAILABLE", Phase.CONNECT, "refused 127.0.0.1:" + free);
        assertFailed(once("none.invalid:1", LONG), "UNAVAILABLE", Phase.DNS, "none.invalid");
    }

    @Test
    void full_backlog_ends_at_the_deadline_in_connect() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                var filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(full.getLocalSocketAddress());
                sockets.add(filler.socket());
            }
            ProbeResult result = once("127.0.0.1:" + full.getLocalPort(), SHORT);
            for (Socket socket : sockets) {
                socket.close();
            }
            assertFailed(result, "DEADLINE_EXCEEDED", Phase.CONNECT, "no connection to 127.0.0.1");
        }
    }

    @Test
    void peer_that_accepts_and_never_answers_ends_at_the_deadline() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();
            assertFailed(once(address, SHORT), "DEADLINE_EXCEEDED", Phase.HTTP2, "no HTTP/2 with " + address);

            Probe tls = probe("orders", address, SHORT, target -> target.tls(Tls.systemRoots()));
            assertFailed(begin(tls).join(), "DEADLINE_EXCEEDED", Phase.TLS, "no TLS with " + address);
        }
    }

    @Test
    void peers_that_speak_something_else_are_unavailable_in_http2() throws IOException {
        byte[] http1 = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertPeer(http1, "UNAVAILABLE", Phase.HTTP2, "HTTP/1");
        assertPeer(new byte[] {0x15, 3, 1, 0, 2, 2, 10, 0, 0, 0}, "UNAVAILABLE", Phase.HTTP2, "speaks TLS");
        assertPeer(new byte[64], "UNAVAILABLE", Phase.HTTP2, "does not speak HTTP/2");
        assertPeer(new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "UNAVAILABLE", Phase.HTTP2, "does not speak");
    }

    private void assertPeer(byte[] greeting, String code, Phase phase, String words) throws IOException {
        try (ColdPeer peer = ColdPeer.serving(socket -> socket.getOutputStream().write(greeting))) {
            assertFailed(once(peer.address(), LONG), code, phase, words);
        }
    }

    @Test
    void peer_that_resets_or_leaves_is_unavailable() throws IOException {
        try (ColdPeer peer = ColdPeer.serving(socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            ProbeResult result = once(peer.address(), LONG);
            assertThat(result.outcome().code()).isEqualTo("UNAVAILABLE");
            assertThat(result.outcome().phase()).isIn(Phase.CONNECT, Phase.HTTP2);
        }
    }

    @Test
    void endless_frames_are_cut_off() throws IOException {
        byte[] unknown = new Http2Frame(99, 0, 0, new byte[16_000]).wire();
        try (ColdPeer peer = ColdPeer.serving(socket -> {
            ColdPeer.write(socket.getOutputStream(), Http2Frame.SETTINGS, 0, 0, new byte[0]);
            while (true) {
                socket.getOutputStream().write(unknown);
            }
        })) {
            assertFailed(once(peer.address(), LONG), "RESOURCE_EXHAUSTED", Phase.HTTP2, "bytes");
        }
    }

    @Test
    void huge_headers_are_refused() throws IOException {
        Map<String, String> huge = Map.of("grpc-status", "0", "x", "v".repeat(16_000));
        try (ColdPeer peer = ColdPeer.answering(SERVING, huge)) {
            assertThat(once(peer.address(), LONG).outcome().isOk()).isTrue();
        }
        Map<String, String> tooLarge = Map.of("grpc-status", "0", "x", "v".repeat(17_000));
        try (ColdPeer peer = ColdPeer.answering(SERVING, tooLarge)) {
            assertFailed(once(peer.address(), LONG), "INTERNAL", Phase.RPC, "frame of");
        }
    }

    @Test
    void hanging_name_ends_at_the_deadline_and_holds_one_thread_for_all_its_paths() throws IOException {
        try (ColdPeer peer = ColdPeer.answering(SERVING, OK)) {
            List<CompletableFuture<ProbeResult>> hanging = new ArrayList<>();
            for (int i = 0; i < ColdProbe.MAX_WORKERS_PER_ADDRESS; i++) {
                hanging.add(begin(probe("s" + i, "hang.eu:1", SHORT, target -> target)));
            }
            assertThat(once(peer.address(), LONG).outcome().isOk()).isTrue();
            for (CompletableFuture<ProbeResult> result : hanging) {
                assertFailed(result.join(), "DEADLINE_EXCEEDED", Phase.DNS, "did not resolve: hang.eu:1");
            }
            // The lookup, the watch over deadlines, and the worker of the path that has an answer.
            assertThat(threads).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void many_hanging_names_leave_literals_alone() throws IOException {
        try (ColdPeer peer = ColdPeer.answering(SERVING, OK)) {
            for (int i = 0; i < ColdProbe.MAX_LOOKUPS; i++) {
                begin(probe("s" + i, "hang" + i + ".eu:1", LONG, target -> target));
            }
            Probe oneMore = probe("more", "hang.eu:1", LONG, target -> target);
            assertThat(cold.send(slot(oneMore, 0), result -> {
                        throw new AssertionError("told of what was refused");
                    }))
                    .isFalse();
            assertThat(once(peer.address(), LONG).outcome().isOk()).isTrue();
        }
    }

    @Test
    void one_path_and_one_address_have_their_shares_only() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();
            Probe first = probe("s0", address, LONG, target -> target);
            begin(first);
            assertThat(cold.send(slot(first, 1), result -> {})).isFalse();
            for (int i = 1; i < ColdProbe.MAX_WORKERS_PER_ADDRESS; i++) {
                begin(probe("s" + i, address, LONG, target -> target));
            }
            assertThat(cold.send(slot(probe("one-more", address, LONG, target -> target), 0), result -> {}))
                    .isFalse();
            try (ColdPeer other = ColdPeer.answering(SERVING, OK)) {
                assertThat(once(other.address(), LONG).outcome().isOk()).isTrue();
            }
        }
    }

    @Test
    void place_is_free_again_after_each_probe() throws IOException {
        try (ColdPeer peer = ColdPeer.answering(SERVING, OK)) {
            Probe probe = probe("payments", peer.address(), LONG, target -> target);
            for (int i = 0; i < 2 * ColdProbe.MAX_WORKERS; i++) {
                CompletableFuture<ProbeResult> result = new CompletableFuture<>();
                // The place is given back just after the result is told.
                Awaitility.await().pollDelay(Duration.ZERO).until(() -> cold.send(slot(probe, 0), result::complete));
                assertThat(result.orTimeout(30, TimeUnit.SECONDS)
                                .join()
                                .outcome()
                                .isOk())
                        .isTrue();
            }
        }
    }

    @Test
    void deadline_that_passes_before_a_thread_begins_accuses_nobody() throws IOException {
        starving = true;
        ProbeResult result = once("127.0.0.1:1", SHORT);

        assertFailed(result, "DEADLINE_EXCEEDED", Phase.DNS, "this process did not come to it");
        assertThat(result.tainted()).isTrue();
    }

    @Test
    void each_address_has_its_turn() {
        Probe probe = probe("payments", "ipv4:127.0.0.1:1,127.0.0.2:1", LONG, target -> target);
        for (int i = 0; i < 4; i++) {
            int sequence = i;
            CompletableFuture<ProbeResult> result = new CompletableFuture<>();
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> cold.send(slot(probe, sequence), result::complete));
            assertThat(result.orTimeout(30, TimeUnit.SECONDS).join().peer()).isEqualTo("127.0.0." + (1 + i % 2) + ":1");
        }
    }

    @Test
    void other_schemes_are_not_supported() {
        Probe probe = probe("payments", "xds:///payments", LONG, target -> target);

        assertThat(cold.supports(probe)).isFalse();
        assertThat(cold.send(slot(probe, 0), result -> {})).isFalse();
        assertThat(cold.supports(probe("payments", "localhost:1", LONG, target -> target)))
                .isTrue();
    }

    @Test
    void closing_ends_what_is_under_way() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var reading = begin(probe("a", "127.0.0.1:" + mute.getLocalPort(), LONG, target -> target));
            var resolving = begin(probe("b", "hang.eu:1", LONG, target -> target));
            cold.close();

            assertThat(reading.join().outcome().code()).isEqualTo("CANCELLED");
            assertThat(resolving.join().outcome().code()).isEqualTo("CANCELLED");
            assertThat(cold.send(slot(probe("c", "localhost:1", LONG, target -> target), 0), result -> {}))
                    .isFalse();
        }
    }
}
