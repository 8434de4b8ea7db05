package dev.insight.runner.blackbox;

import static dev.insight.runner.blackbox.Probing.LONG;
import static dev.insight.runner.blackbox.Probing.begin;
import static dev.insight.runner.blackbox.Probing.code;
import static dev.insight.runner.blackbox.Probing.grpc;
import static dev.insight.runner.blackbox.Probing.module;
import static dev.insight.runner.blackbox.Probing.probe;
import static dev.insight.runner.blackbox.Probing.step;
import static dev.insight.runner.blackbox.Probing.tcp;
import static dev.insight.runner.blackbox.Probing.told;
import static dev.insight.runner.blackbox.Probing.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.hop.Ticker;
import dev.insight.runner.TestWorld;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What probes find and leave, against real sockets. */
class BlackboxTest {
    private final Blackbox blackbox = Blackbox.create(Ticker.system());

    @AfterEach
    void close() {
        blackbox.close();
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
            assertThat(values(probe(blackbox, grpc(), world.address(), LONG)))
                    .containsEntry("probe_success", 1.0)
                    .containsEntry("probe_grpc_status_code", 0.0)
                    .containsEntry("probe_grpc_healthcheck_response{serving_status=\"SERVING\"}", 1.0)
                    .containsEntry("probe_grpc_healthcheck_response{serving_status=\"NOT_SERVING\"}", 0.0)
                    .doesNotContainKey("probe_ssl_earliest_cert_expiry");
            world.status = Status.PERMISSION_DENIED.withDescription("not you");
            ProbeAnswer denied = probe(blackbox, grpc(), world.address(), LONG);
            assertThat(code(denied)).isEqualTo(7.0);
            assertThat(denied.log()).contains("status 7: not you");
        }
    }

    @Test
    void a_silent_grpc_target_exceeds_the_deadline() throws Exception {
        try (LinePeer silent =
                LinePeer.serving((me, socket) -> socket.getInputStream().readAllBytes())) {
            ProbeAnswer answer = probe(blackbox, grpc(), silent.address(), Duration.ofMillis(200));

            assertThat(code(answer)).isEqualTo(4.0);
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
            assertThat(probe(blackbox, module(), target, Duration.ofMillis(500)).success())
                    .as(target)
                    .isFalse();
            assertThat(probe(blackbox, grpc(), target, Duration.ofMillis(500)).success())
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
        CountDownLatch held = new CountDownLatch(1);
        try (LinePeer silent = LinePeer.heldBy(held, "x\n");
                Blackbox small = new Blackbox(Ticker.system(), 2, InetAddress::getAllByName)) {
            var first = begin(small, module(step("x", "")), silent.address(), LONG);
            var second = begin(small, module(step("x", "")), silent.address(), LONG);
            ProbeRequest third = new ProbeRequest(module(), silent.address(), null, LONG);

            assertThat(small.probe(third, answer -> {})).isFalse();
            assertThat(small.refused()).isEqualTo(1);
            held.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).success()).isTrue();
            assertThat(second.get(20, TimeUnit.SECONDS).success()).isTrue();
        }
    }

    @Test
    void an_error_of_the_resolver_is_told_and_ends_with_its_lookup() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Blackbox broken = new Blackbox(Ticker.system(), 4, name -> {
            if (asked.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        })) {
            ProbeAnswer first = told(broken, module(), "odd.example:1");
            ProbeAnswer second = told(broken, module(), "odd.example:1");

            assertThat(first.log()).contains("StackOverflowError");
            assertThat(values(second)).containsEntry("probe_ip_protocol", 4.0);
        }
    }

    @Test
    void whatever_a_probe_throws_is_told_and_logged_once() throws Exception {
        try (LoggedLevels logged = new LoggedLevels(Blackbox.class)) {
            AtomicBoolean breaks = new AtomicBoolean();
            Ticker ticker = new Ticker() {
                @Override
                public long nanos() {
                    if (breaks.get() && isCalledBy("ProbeLog")) {
                        throw new StackOverflowError();
                    }
                    return Ticker.system().nanos();
                }

                @Override
                public long epochMicros() {
                    return Ticker.system().epochMicros();
                }
            };
            try (Blackbox broken = new Blackbox(ticker, 4, InetAddress::getAllByName)) {
                breaks.set(true);
                for (int i = 0; i < 2; i++) {
                    ProbeAnswer answer = told(broken, module(), "127.0.0.1:1");
                    assertThat(answer.success()).isFalse();
                    assertThat(answer.log()).contains("the prober threw java.lang.StackOverflowError");
                    assertThat(values(answer))
                            .containsEntry("probe_success", 0.0)
                            .containsKey("probe_duration_seconds");
                }
            }
            assertThat(logged.levels()).containsExactly("WARNING", "FINE");
        }
    }

    private static boolean isCalledBy(String simpleName) {
        return Stream.of(new Throwable().getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("." + simpleName));
    }

    @Test
    void only_literals_are_literals() {
        for (String text : List.of("127.0.0.1", "255.255.255.255", "::1", "fe80::1", "::ffff:1.2.3.4")) {
            assertThat(LiteralAddress.parse(text)).as(text).isNotNull();
        }
        for (String text :
                List.of("999.1.1.1", "1.2.3", "1.2.3.4.", ".:1", ".1:2", "1::2::3", "abc", "", "localhost")) {
            assertThat(LiteralAddress.parse(text)).as(text).isNull();
        }
        for (String text : List.of("999.1.1.1", ".:1")) {
            assertThat(LiteralAddress.is(text))
                    .as("%s, which the JDK would ask DNS for", text)
                    .isFalse();
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
}
