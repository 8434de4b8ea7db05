package dev.insight.runner.http;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.probe;
import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.runner.SetTicker;
import dev.insight.runner.http.EventClient.Event;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of events, as clients see them. */
class EventStreamsTest {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Probe EU_US = probe("us");

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final PathStore store = PathStore.create();
    private final SetTicker ticker = new SetTicker();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private RunnerHttp http;

    @BeforeEach
    void serve() throws IOException {
        http = start();
        store.onAdded(PROBE);
        store.onAdded(EU_US);
        store.onReport(ok(PROBE, 0, 47 * MILLI));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        http.close();
        metrics.close();
    }

    private RunnerHttp start() throws IOException {
        return RunnerHttp.builder(metrics, store)
                .ticker(ticker)
                .eventsEvery(TICK)
                .maxThreads(16)
                .start();
    }

    private EventClient connect(String... headers) throws Exception {
        EventClient client = new EventClient(http.uri(), headers);
        clients.add(client);
        return client;
    }

    /** One that was told all there is, by a thread that has nothing older to tell. */
    private EventClient settled() throws Exception {
        EventClient client = connect();
        client.next("snapshot");
        ticker.advance(Duration.ofSeconds(5));
        client.next("status");
        return client;
    }

    @Test
    void first_is_a_snapshot_of_everything() throws Exception {
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));
        EventClient client = connect();

        Event first = client.next();
        assertThat(client.response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(client.response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(first.name()).isEqualTo("snapshot");
        assertThat(first.isValidJson()).isTrue();
        assertThat(first.data())
                .startsWith("{\"status\":{\"version\":")
                .contains("\"paths\":[{\"id\":\"eu>sg/forwarded/payments\",\"url\":")
                .contains("{\"id\":\"eu>us/forwarded/payments\",\"url\":")
                .contains("\"incidents\":[\"i1\"]")
                .contains("\"incidents\":[{\"t\":1760000010.000000,\"id\":\"i1\"");
    }

    @Test
    void only_paths_that_changed_are_told() throws Exception {
        EventClient client = settled();
        store.onReport(ok(EU_US, 1, 81 * MILLI));

        Event changed = client.nextChange();
        assertThat(changed.name()).isEqualTo("paths");
        assertThat(changed.data())
                .startsWith("{\"paths\":[{\"id\":\"eu>us/forwarded/payments\"")
                .contains("\"p50_ms\":81.0")
                .doesNotContain("eu>sg")
                .endsWith("\"removed\":[]}");
    }

    @Test
    void incident_is_told_before_the_paths_that_it_names() throws Exception {
        EventClient client = settled();
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));

        Event incident = client.nextChange();
        assertThat(incident.name()).isEqualTo("incident");
        assertThat(incident.data()).contains("\"id\":\"i1\",\"state\":\"open\"").contains("\"closed\":null");
        assertThat(client.next("paths").data()).contains("eu>sg").contains("\"incidents\":[\"i1\"]");

        store.onVerdict(verdict("i1", Verdict.State.CLOSE, Cause.HOP_SLOW, "gateway-eu", 75));
        assertThat(client.next("incident").data()).contains("\"closed\":1760000075.000000");
        assertThat(client.next("paths").data()).contains("eu>sg").contains("\"incidents\":[]");
    }

    @Test
    void path_that_leaves_is_told_as_removed_and_one_that_comes_back_is_not() throws Exception {
        EventClient client = settled();
        store.onRemoved(EU_US);
        assertThat(client.next("paths").data()).isEqualTo("{\"paths\":[],\"removed\":[\"eu>us/forwarded/payments\"]}");

        store.onAdded(EU_US);
        assertThat(client.next("paths").data()).contains("eu>us").endsWith("\"removed\":[]}");
    }

    @Test
    void status_comes_every_five_seconds_though_nothing_changes() throws Exception {
        EventClient client = settled();
        for (int seconds = 10; seconds <= 15; seconds += 5) {
            ticker.advance(Duration.ofSeconds(5));
            Event status = client.next();
            assertThat(status.name()).isEqualTo("status");
            assertThat(status.isValidJson()).isTrue();
            assertThat(status.data()).contains("\"now\":" + (1_760_000_000 + seconds) + ".0");
        }
    }

    @ParameterizedTest
    @CsvSource({"header", "query"})
    void who_comes_back_is_told_what_changed_since(String how) throws Exception {
        EventClient before = settled();
        store.onReport(ok(EU_US, 1, 81 * MILLI));
        String id = before.next("paths").id();
        before.close();
        store.onReport(ok(PROBE, 1, 48 * MILLI));
        store.onVerdict(verdict("i7", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));

        EventClient again = how.equals("header")
                ? connect("Last-Event-ID", id)
                : new EventClient(http.uri(), "?last_event_id=" + id, new String[0]);
        clients.add(again);
        Event incident = again.next();
        assertThat(incident.name()).isEqualTo("incident");
        assertThat(incident.data()).contains("\"id\":\"i7\"");
        assertThat(incident.id()).as("not yet all that changed").isEqualTo(id);
        Event paths = again.next();
        assertThat(paths.name()).isEqualTo("paths");
        assertThat(paths.data()).contains("eu>sg").doesNotContain("eu>us");
        assertThat(paths.id()).isNotEqualTo(id).startsWith(paths.boot());
        assertThat(again.next().name()).isEqualTo("status");
    }

    @Test
    void who_comes_back_to_nothing_new_gets_a_status_at_once() throws Exception {
        EventClient before = settled();
        store.onRemoved(EU_US);
        Event last = before.next("paths");

        EventClient again = connect("Last-Event-ID", last.id());
        Event first = again.next();
        assertThat(first.name()).isEqualTo("status");
        assertThat(first.id()).isEqualTo(last.id());
    }

    @Test
    void who_missed_that_a_path_left_is_told() throws Exception {
        String id = settledId();
        store.onRemoved(EU_US);

        assertThat(connect("Last-Event-ID", id).next().data()).contains("\"removed\":[\"eu>us/forwarded/payments\"]");
    }

    @ParameterizedTest
    @CsvSource({"of another process", "of no number", "of the future", "garbage"})
    void who_shows_no_id_of_this_process_gets_a_snapshot(String what) throws Exception {
        String id = settledId();
        String boot = id.substring(0, id.lastIndexOf('-'));
        String shown = switch (what) {
            case "of another process" -> "0" + boot + "-1";
            case "of no number" -> boot + "-x";
            case "of the future" -> boot + "-99999999";
            default -> "-";
        };
        assertThat(connect("Last-Event-ID", shown).next().name()).isEqualTo("snapshot");
    }

    @Test
    void ids_of_two_processes_differ() throws Exception {
        String id = settledId();
        try (RunnerHttp other = start();
                EventClient client = new EventClient(other.uri(), "Last-Event-ID", id)) {
            Event first = client.next();
            assertThat(first.name()).isEqualTo("snapshot");
            assertThat(id).doesNotStartWith(first.boot());
        }
    }

    @Test
    void who_was_away_while_more_paths_left_than_are_remembered_gets_a_snapshot() throws Exception {
        String id = settledId();
        for (int i = 0; i <= 1_000; i++) {
            Probe passing = probe("region-" + i);
            store.onAdded(passing);
            store.onRemoved(passing);
        }
        assertThat(connect("Last-Event-ID", id).next().name()).isEqualTo("snapshot");
    }

    private String settledId() throws Exception {
        try (EventClient client = connect()) {
            return client.next("snapshot").id();
        }
    }

    @Test
    @Timeout(120)
    void who_does_not_read_is_cut_off_and_delays_nobody() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            store.onAdded(probe("region-" + i));
        }
        List<RawClient> dawdlers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient dawdler = RawClient.withLittleRoom(http.uri());
            clients.add(dawdler);
            dawdlers.add(dawdler.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        EventClient reader = settled();
        // Until there is more to tell them than their sockets hold.
        for (int i = 0; http.streams() > 1; i++) {
            for (int j = 0; j < 1_000; j++) {
                store.onReport(ok(probe("region-" + j), i, 47 * MILLI));
            }
            await().atMost(Duration.ofSeconds(20)).pollInterval(TICK).until(() -> {
                ticker.advance(Duration.ofMillis(250));
                return reader.hasBeenTold("region-999/");
            });
        }
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        for (RawClient dawdler : dawdlers) {
            assertThat(dawdler.hasEnded()).isTrue();
        }
    }

    @Test
    void idle_streams_hold_no_thread() throws Exception {
        for (int i = 0; i < 50; i++) {
            settled();
        }
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threadsAtWork()).isZero());
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("insight-http-events"))
                .hasSize(1)
                .allMatch(Thread::isDaemon);
    }

    private static long threadsAtWork() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("insight-http-"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("ExchangeThreads")))
                .count();
    }

    @Test
    void more_than_a_hundred_are_told_to_come_back_and_may_once_one_has_gone() throws Exception {
        for (int i = 0; i < EventStreams.MOST; i++) {
            settled();
        }
        HttpResponse<String> refused = get("/api/v1/events");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(refused.body()).contains("100");

        clients.remove(0).close();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            store.onReport(ok(PROBE, 2, 47 * MILLI)); // a client that has gone is found out by telling it something
            try (EventClient next = new EventClient(http.uri())) {
                return next.response.statusCode() == 200;
            }
        });
    }

    @Test
    void who_cannot_be_told_for_want_of_memory_leaves_its_place_to_others() throws Exception {
        try (RunnerHttp full = RunnerHttp.builder(metrics, store)
                .status(() -> {
                    throw new OutOfMemoryError("of this test");
                })
                .start()) {
            try (EventClient client = new EventClient(full.uri())) {
                client.awaitEnd();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> full.streams() == 0);
        }
    }

    @Test
    void clients_that_go_away_leave_nothing_behind() throws Exception {
        int allowed = Integer.getInteger("jdk.httpserver.maxConnections");
        for (int gone = 0; gone <= allowed; gone += 50) {
            List<RawClient> passing = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                RawClient each = new RawClient(http.uri());
                passing.add(each.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                each.awaitText("snapshot");
            }
            for (RawClient each : passing) {
                each.close();
            }
            await().atMost(Duration.ofSeconds(20)).pollInterval(TICK).until(() -> {
                store.onReport(ok(PROBE, 2, 47 * MILLI));
                return http.streams() == 0;
            });
        }
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void all_end_as_the_server_closes() throws Exception {
        List<EventClient> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(settled());
        }
        http.close();
        all.forEach(EventClient::awaitEnd);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("insight-http")));
    }

    @Test
    void head_has_no_stream_and_post_is_not_allowed() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI uri = http.uri().resolve("/api/v1/events");
        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(uri)
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(http.streams()).isZero();

        HttpResponse<String> post = client.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(post.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"
    })
    void page_elsewhere_gets_no_stream(String header) throws Exception {
        try (RawClient raw = new RawClient(http.uri())) {
            assertThat(raw.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                                    + "\r\n\r\n")
                            .readAll())
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(http.streams()).isZero();
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(http.uri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
