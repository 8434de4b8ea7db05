package dev.insight.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.Verdict;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import dev.insight.runner.SampleVerdicts;
import dev.insight.runner.SetTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which paths a runner takes for its own; a real Consul and real runners stand at the other end in CI's checks. */
@Timeout(60)
class MemberTest {
    private static final List<Probe> PATHS = IntStream.range(0, 90)
            .mapToObj(i -> Probe.builder(
                            "eu", Target.builder("sg", "s" + i, "a:1").build(), Route.of("direct", "s" + i))
                    .build())
            .toList();

    /** What was put last at each path. */
    private final Map<String, String> put = new ConcurrentHashMap<>();

    private final BlockingQueue<String> order = new LinkedBlockingQueue<>();
    private final SetTicker ticker = new SetTicker();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String members = "[]";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/agent", exchange -> {
            String path = exchange.getRequestURI().getPath();
            put.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            order.add(path);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/v1/health", exchange -> {
            if (!exchange.getRequestURI().getQuery().contains("index=0")) {
                hold();
            }
            byte[] body = members.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Consul-Index", "7");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void hold() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Member member(int owners) {
        URI consul = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        MemberConfig config = new MemberConfig(
                consul, "insight-runner", "a:1", "eu", null, 1, owners, Duration.ofSeconds(2), "s3cret", null);
        return Member.of(config, TargetSource.of(PATHS.toArray(Probe[]::new)), ticker);
    }

    private static String runner(String id, String region, String paths) {
        return runner(id, region, paths, "");
    }

    private static String runner(String id, String region, String paths, String more) {
        return "{\"Node\":{\"Address\":\"127.0.0.1\"},\"Service\":{\"ID\":\"" + id
                + "\",\"Service\":\"insight-runner\",\"Port\":1,\"Meta\":{\"insight_region\":\"" + region
                + "\",\"insight_paths\":\"" + paths + "\"" + more + "}}}";
    }

    @Test
    void paths_are_shared_among_runners_of_the_region_that_know_the_same_ones() throws Exception {
        String same = Digest.of(PATHS);
        members = "[" + runner("a:1", "eu", same) + "," + runner("b:1", "eu", same) + "," + runner("c:1", "eu", same)
                + "," + runner("d:1", "us", same) + "," + runner("e:1", "eu", "1-other") + "]";
        try (Member member = member(1)) {
            assertThat(member.probes()).isEmpty(); // nobody has said who else is there
            member.join(() -> {});
            await().until(() -> !member.probes().isEmpty());

            List<String> expected = PATHS.stream()
                    .filter(probe -> Rendezvous.owns(
                            "a:1", List.of("a:1", "b:1", "c:1"), 1, probe.path().toString()))
                    .map(probe -> probe.path().service())
                    .toList();
            assertThat(member.probes())
                    .extracting(probe -> probe.path().service())
                    .isEqualTo(expected);
            assertThat(expected).hasSizeBetween(15, 45);
        }
    }

    @Test
    void incident_is_seen_from_as_many_runners_as_probe_its_paths_and_see_one_on_the_way_too() throws Exception {
        String same = Digest.of(PATHS);
        members = "[" + runner("a:1", "eu", same)
                + "," + runner("b:1", "eu", same, sees("prober-eu>s0") + ",\"insight_sees_2\":\"prober-eu\"")
                + "," + runner("c:1", "eu", same, ",\"insight_sees\":\"some\"")
                + "," + runner("old:1", "eu", same)
                + "," + runner("d:1", "us", same, sees("s0")) + "]";
        try (Member member = member(4)) {
            member.join(() -> {});
            await().until(() -> member.probes().size() == PATHS.size());

            assertThat(member.vantage(verdict("s0", 0))).isEqualTo(new Vantage(2, 2));
            assertThat(member.vantage(verdict("s1", 1))).isEqualTo(new Vantage(1, 2));

            member.listener().onVerdict(verdict("s1", 1));
            await().until(() -> put.get("/v1/agent/service/register").contains("\"insight_sees_1\":\"s1\""));
        }
    }

    @Test
    void nobody_is_a_witness_while_consul_cannot_be_asked() throws Exception {
        String same = Digest.of(PATHS);
        members = "[" + runner("a:1", "eu", same, sees("s9")) + "," + runner("b:1", "eu", same, sees("s9")) + "]";
        try (Member member = member(2)) {
            member.join(() -> {});
            await().until(() -> member.probes().size() == PATHS.size());
            assertThat(member.vantage(verdict("s0", 0))).isEqualTo(new Vantage(1, 2));

            ticker.advance(Duration.ofHours(1));

            assertThat(member.vantage(verdict("s0", 0))).isEqualTo(Vantage.ALONE);
        }
    }

    @Test
    void runner_that_probes_none_of_the_paths_is_no_witness() throws Exception {
        String same = Digest.of(PATHS);
        members = "[" + runner("a:1", "eu", same, sees("x")) + "," + runner("b:1", "eu", same, sees("x")) + ","
                + runner("c:1", "eu", same, sees("x")) + "]";
        try (Member member = member(2)) {
            member.join(() -> {});
            await().until(() -> !member.probes().isEmpty());

            // Each path has two of three, so the one who has it too is a witness, and no third.
            assertThat(member.probes())
                    .hasSizeBetween(PATHS.size() / 2, PATHS.size() - 1)
                    .allSatisfy(probe -> assertThat(member.vantage(
                                    SampleVerdicts.verdict("i1", State.OPEN, Cause.HOP_SLOW, "y", 0, probe.path())))
                            .isEqualTo(new Vantage(1, 2)));
        }
    }

    private static String sees(String component) {
        return ",\"insight_sees\":\"all\",\"insight_sees_1\":\"" + component + "\"";
    }

    private static Verdict verdict(String component, int path) {
        PathId suffers = PATHS.get(path).path();
        return SampleVerdicts.verdict("i1", State.OPEN, Cause.HOP_SLOW, component, 0, suffers);
    }

    @Test
    void who_cannot_ask_anybody_has_all_paths_after_a_moment() {
        Member member = member(1);
        assertThat(member.probes()).isEmpty();
        ticker.advance(Duration.ofSeconds(6));
        assertThat(member.probes()).isEqualTo(PATHS);
    }

    @Test
    void who_shares_nothing_is_registered_all_the_same() throws Exception {
        try (Member member = member(0)) {
            assertThat(member.probes()).isEqualTo(PATHS);
            member.join(() -> {});
            assertThat(order.take()).isEqualTo("/v1/agent/service/register");
            assertThat(put.get("/v1/agent/service/register"))
                    .isEqualTo(
                            "{\"ID\":\"a:1\",\"Name\":\"insight-runner\",\"Port\":1,\"Meta\":{\"insight_region\":\"eu\","
                                    + "\"insight_paths\":\"" + Digest.of(PATHS) + "\"},\"Check\":{\"TTL\":\"2000ms\","
                                    + "\"Status\":\"passing\",\"DeregisterCriticalServiceAfter\":\"10m\"}}");
            assertThat(order.take()).isEqualTo("/v1/agent/check/pass/service:a:1");
            assertThat(order.take()).isEqualTo("/v1/agent/check/pass/service:a:1"); // and so on
        }
        assertThat(order).last().isEqualTo("/v1/agent/service/deregister/a:1");
    }
}
