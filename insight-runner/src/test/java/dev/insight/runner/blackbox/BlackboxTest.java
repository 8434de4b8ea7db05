package dev.insight.runner.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.re2j.Pattern;
import dev.insight.hop.Ticker;
import dev.insight.runner.TestWorld;
import io.grpc.Status;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What probes find, against real sockets. */
class BlackboxTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Blackbox blackbox = Blackbox.create(Ticker.system());

    @AfterEach
    void close() {
        blackbox.close();
    }

    @Test
    void a_line_that_matches_is_answered_with_what_it_holds() throws Exception {
        try (LinePeer peer = LinePeer.saying("noise\r\nPING :abc def\r\n:server 001 welcome\r\n")) {
            ProbeAnswer answer = tcp(
                    peer.address(),
                    step("PING :([^ ]+)", "PONG ${1}-$1 $$ ${2} $x"),
                    step("^:[^ ]+ (?P<code>001)", "$code"));

            assertThat(answer.success()).isTrue();
            assertThat(values(answer))
                    .containsEntry("probe_failed_due_to_regex", 0.0)
                    .containsEntry("probe_success", 1.0);
            await().until(() -> peer.lines.size() == 2);
            assertThat(peer.lines).containsExactly("PONG abc-abc $  ", "001");
        }
    }

    @Test
    void a_peer_that_ends_without_the_line_fails_by_the_regex() throws Exception {
        try (LinePeer peer = LinePeer.serving(
                (me, socket) -> socket.getOutputStream().write("a\nb".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(values(tcp(peer.address(), step("^b$", "")))).containsEntry("probe_success", 1.0);
            assertThat(values(tcp(peer.address(), step("^c$", ""))))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_failed_due_to_regex", 1.0);
        }
    }

    @Test
    void a_peer_that_drips_is_left_in_time() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            try {
                while (true) {
                    socket.getOutputStream().write('x');
                    socket.getOutputStream().flush();
                    Thread.onSpinWait();
                }
            } finally {
                ended.countDown();
            }
        })) {
            ProbeAnswer answer = probe(module(step("y", "")), peer.address(), Duration.ofMillis(300));

            assertThat(values(answer))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_failed_due_to_regex", 0.0);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_peer_that_floods_is_left() throws Exception {
        byte[] line = ("x".repeat(1_000) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            while (true) {
                socket.getOutputStream().write(line);
            }
        })) {
            assertThat(tcp(peer.address(), step("y", "")).log()).contains("the peer sent more than 4194304 bytes");
        }
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            while (true) {
                socket.getOutputStream().write(line, 0, 1_000);
            }
        })) {
            assertThat(tcp(peer.address(), step("y", "")).log()).contains("a line of more than 65536 bytes");
        }
    }

    @Test
    void bytes_of_any_sort_are_read_without_harm() throws Exception {
        Random random = new Random(7);
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        try (LinePeer peer =
                LinePeer.serving((me, socket) -> socket.getOutputStream().write(noise))) {
            assertThat(values(tcp(peer.address(), step("^never, (never)*$", ""))))
                    .containsEntry("probe_failed_due_to_regex", 1.0);
            assertThat(GrpcAnswer.code(probe(grpc(), peer.address(), LONG))).isEqualTo(14.0);
        }
    }

    @Test
    void expected_bytes_are_compared() throws Exception {
        QueryStep yes = new QueryStep(null, "S\u00ff", Map.of(), "", false);
        QueryStep no = new QueryStep(null, "N", Map.of(), "", false);
        try (LinePeer peer =
                LinePeer.serving((me, socket) -> socket.getOutputStream().write(new byte[] {'S', -1}))) {
            assertThat(values(tcp(peer.address(), yes)))
                    .containsEntry("probe_success", 1.0)
                    .containsEntry("probe_failed_due_to_bytes", 0.0);
            assertThat(values(tcp(peer.address(), no)))
                    .containsEntry("probe_success", 0.0)
                    .containsEntry("probe_failed_due_to_bytes", 1.0);
        }
    }

    @Test
    void labels_tell_what_was_matched() throws Exception {
        QueryStep step = new QueryStep(
                Pattern.compile("^SSH-2.0-([^ -]+)(?: (.*))?$"),
                "",
                Map.of("version", "v${1}", "comment", "${2}"),
                "",
                false);
        try (LinePeer peer = LinePeer.saying("SSH-2.0-\u00d6penSSH\r\n")) {
            assertThat(values(tcp(peer.address(), step)))
                    .containsEntry("probe_expect_info{comment=\"\",version=\"v\u00d6penSSH\"}", 1.0);
        }
    }

    @Test
    void what_is_sent_is_never_shown() throws Exception {
        try (LinePeer peer = LinePeer.serving((me, socket) -> {
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            socket.getOutputStream().write(("you said " + line + "\n").getBytes(StandardCharsets.UTF_8));
        })) {
            ProbeModule.Tcp module = module(step(null, "PASS hunter2"), step("you said", ""));
            ProbeAnswer answer = probe(module, peer.address(), LONG);

            assertThat(answer.success()).isTrue();
            assertThat(answer.log()).contains("sends 12 bytes").doesNotContain("hunter2");
            assertThat(ModuleText.of(module) + module).doesNotContain("hunter2");
        }
    }

    @Test
    void the_hash_is_the_addresss() {
        assertThat(Integer.toUnsignedLong(ChosenAddress.hash(new byte[] {127, 0, 0, 1})))
                .isEqualTo(3_668_918_509L);
        byte[] ip6 = new byte[16];
        ip6[15] = 1;
        assertThat(Integer.toUnsignedLong(ChosenAddress.hash(ip6))).isEqualTo(1_751_717_746L);
    }

    @Test
    void the_address_is_of_the_sort_that_is_wanted() throws Exception {
        InetAddress one = InetAddress.getByName("127.0.0.1");
        InetAddress six = InetAddress.getByName("::1");
        try (ServerSocket server = new ServerSocket(0, 5, one);
                Blackbox both = new Blackbox(Ticker.system(), 4, name -> new InetAddress[] {one, six});
                Blackbox four = new Blackbox(Ticker.system(), 4, name -> new InetAddress[] {one})) {
            String target = "name.example:" + server.getLocalPort();
            assertThat(values(told(both, tcp(new IpChoice(false, true)), target)))
                    .containsEntry("probe_ip_protocol", 6.0);
            assertThat(values(told(both, tcp(new IpChoice(true, true)), target)))
                    .containsEntry("probe_ip_protocol", 4.0)
                    .containsEntry("probe_success", 1.0);
            assertThat(values(told(four, tcp(new IpChoice(false, true)), target)))
                    .containsEntry("probe_success", 1.0);
            ProbeAnswer none = told(four, tcp(new IpChoice(false, false)), target);
            assertThat(values(none)).containsEntry("probe_ip_protocol", 0.0).containsEntry("probe_ip_addr_hash", 0.0);
            assertThat(none.log()).contains("no address of ip6, and ip_protocol_fallback is false");
        }
    }

    @Test
    void a_grpc_target_is_reached_at_whichever_address_it_has() throws Exception {
        InetAddress one = InetAddress.getByName("127.0.0.1");
        InetAddress nobody = InetAddress.getByName("::1");
        try (TestWorld world = TestWorld.start();
                Blackbox both = new Blackbox(Ticker.system(), 4, name -> new InetAddress[] {one, nobody})) {
            String port = world.address().substring(world.address().indexOf(':'));
            ProbeAnswer answer = told(both, grpc(), "name.example" + port);

            assertThat(values(answer)).containsEntry("probe_success", 1.0).containsEntry("probe_ip_protocol", 6.0);
        }
    }

    @Test
    void a_grpc_target_tells_its_status() throws Exception {
        try (TestWorld world = TestWorld.start()) {
            assertThat(values(probe(grpc(), world.address(), LONG)))
                    .containsEntry("probe_success", 1.0)
                    .containsEntry("probe_grpc_status_code", 0.0)
                    .containsEntry("probe_grpc_healthcheck_response{serving_status=\"SERVING\"}", 1.0)
                    .containsEntry("probe_grpc_healthcheck_response{serving_status=\"NOT_SERVING\"}", 0.0)
                    .doesNotContainKey("probe_ssl_earliest_cert_expiry");
            world.status = Status.PERMISSION_DENIED.withDescription("not you");
            ProbeAnswer denied = probe(grpc(), world.address(), LONG);
            assertThat(GrpcAnswer.code(denied)).isEqualTo(7.0);
            assertThat(denied.log()).contains("status 7: not you");
        }
    }

    @Test
    void a_silent_grpc_target_exceeds_the_deadline() throws Exception {
        try (LinePeer silent =
                LinePeer.serving((me, socket) -> socket.getInputStream().readAllBytes())) {
            ProbeAnswer answer = probe(grpc(), silent.address(), Duration.ofMillis(200));

            assertThat(GrpcAnswer.code(answer)).isEqualTo(4.0);
            assertThat(answer.log()).contains("the probe's time is over");
        }
    }

    @Test
    void hostile_targets_fail_as_others_do() throws Exception {
        Random random = new Random(11);
        List<String> targets = new ArrayList<>(List.of(
                "",
                ":",
                "::",
                "[",
                "]:1",
                "[::1",
                "[]:1",
                "[[::1]]:1",
                "a:b:c",
                "127.1:1",
                "1:1",
                "a\r\nb:1",
                "a b:1",
                "\u0000:1",
                "host:0",
                "host:65536",
                "host:99999999999",
                "http://",
                "https://u:p@:1/x",
                "http://a:b",
                "%:1",
                "x".repeat(2_048) + ":1",
                "\ud800:1",
                "[fe80::1%lo]:1",
                "[1.2.3.4]:x"));
        for (int i = 0; i < 200; i++) {
            StringBuilder target = new StringBuilder();
            random.ints(1 + random.nextInt(20), 0, 16)
                    .forEach(c -> target.append(":[]@/.%\r\n\tx1?#-\u00e9".charAt(c)));
            targets.add(target + ":x");
        }
        for (String target : targets) {
            assertThat(probe(module(), target, Duration.ofMillis(500)).success())
                    .as(target)
                    .isFalse();
            assertThat(probe(grpc(), target, Duration.ofMillis(500)).success())
                    .as(target)
                    .isFalse();
        }
    }

    @Test
    void a_lookup_that_hangs_is_waited_for_by_all_and_keeps_one_thread() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        try (Blackbox slow = new Blackbox(Ticker.system(), 100, name -> {
            if (name.equals("quick.example")) {
                return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
            }
            try {
                hangs.await();
            } catch (InterruptedException e) {
                // It ends.
            }
            throw new UnknownHostException(name);
        })) {
            List<CompletableFuture<ProbeAnswer>> waiting = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                waiting.add(begin(slow, module(), "slow.example:1", Duration.ofMillis(300)));
            }
            ProbeAnswer quick = told(slow, module(), "quick.example:1");
            assertThat(values(quick)).containsEntry("probe_ip_protocol", 4.0);
            for (CompletableFuture<ProbeAnswer> each : waiting) {
                assertThat(each.get(20, TimeUnit.SECONDS).log()).contains("the lookup of the name did not end in time");
            }
            assertThat(threads("insight-blackbox-lookup-")).isLessThanOrEqualTo(2);
            hangs.countDown();
        }
    }

    @Test
    void what_is_too_much_is_refused_and_counted() throws Exception {
        try (LinePeer silent =
                        LinePeer.serving((me, socket) -> socket.getInputStream().readAllBytes());
                Blackbox small = new Blackbox(Ticker.system(), 2, InetAddress::getAllByName)) {
            var first = begin(small, module(step("x", "")), silent.address(), Duration.ofSeconds(1));
            var second = begin(small, module(step("x", "")), silent.address(), Duration.ofSeconds(1));
            ProbeRequest third = new ProbeRequest(module(), silent.address(), null, LONG);

            assertThat(small.probe(third, answer -> {})).isFalse();
            assertThat(small.refused()).isEqualTo(1);
            assertThat(first.get(20, TimeUnit.SECONDS).success()).isFalse();
            assertThat(second.get(20, TimeUnit.SECONDS).success()).isFalse();
        }
    }

    @Test
    void closing_ends_what_is_under_way() throws Exception {
        try (LinePeer silent =
                LinePeer.serving((me, socket) -> socket.getInputStream().readAllBytes())) {
            Blackbox closing = Blackbox.create(Ticker.system());
            CompletableFuture<ProbeAnswer> answer = begin(closing, grpc(), silent.address(), Duration.ofMinutes(2));
            await().until(() -> threads("insight-blackbox-deadline-") > 0);
            closing.close();

            assertThat(answer.get(20, TimeUnit.SECONDS).success()).isFalse();
            assertThat(closing.probe(new ProbeRequest(grpc(), silent.address(), null, LONG), told -> {}))
                    .isFalse();
        }
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    private static QueryStep step(String expect, String send) {
        return new QueryStep(expect == null ? null : Pattern.compile(expect), "", Map.of(), send, false);
    }

    private static ProbeModule.Tcp module(QueryStep... steps) {
        return new ProbeModule.Tcp(Duration.ZERO, IpChoice.DEFAULT, null, List.of(steps), false, TlsSettings.DEFAULT);
    }

    private static ProbeModule.Tcp tcp(IpChoice ip) {
        return new ProbeModule.Tcp(Duration.ZERO, ip, null, List.of(), false, TlsSettings.DEFAULT);
    }

    private static ProbeModule.Grpc grpc() {
        return new ProbeModule.Grpc(Duration.ZERO, "", IpChoice.DEFAULT, false, TlsSettings.DEFAULT, List.of());
    }

    private ProbeAnswer tcp(String target, QueryStep... steps) throws Exception {
        return probe(module(steps), target, LONG);
    }

    private ProbeAnswer probe(ProbeModule.Known module, String target, Duration timeout) throws Exception {
        return begin(blackbox, module, target, timeout).get(30, TimeUnit.SECONDS);
    }

    private static ProbeAnswer told(Blackbox by, ProbeModule.Known module, String target) throws Exception {
        return begin(by, module, target, LONG).get(30, TimeUnit.SECONDS);
    }

    private static CompletableFuture<ProbeAnswer> begin(
            Blackbox by, ProbeModule.Known module, String target, Duration timeout) {
        CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
        assertThat(by.probe(new ProbeRequest(module, target, null, timeout), answer::complete))
                .isTrue();
        return answer;
    }

    /** Every series with its value. */
    private static Map<String, Double> values(ProbeAnswer answer) {
        Map<String, Double> values = new TreeMap<>();
        for (MetricSnapshot metric : answer.metrics()) {
            for (GaugeDataPointSnapshot point : ((GaugeSnapshot) metric).getDataPoints()) {
                String labels =
                        point.getLabels().isEmpty() ? "" : point.getLabels().toString();
                values.put(metric.getMetadata().getName() + labels, point.getValue());
            }
        }
        return values;
    }

    private static final class GrpcAnswer {
        static Double code(ProbeAnswer answer) {
            return values(answer).get("probe_grpc_status_code");
        }
    }
}
