package dev.insight.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Fetch;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a request, and what is said of it. */
@Timeout(60)
class ReceiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestReceiver server;
    private final LoggedLines log = new LoggedLines(Receiver.class);
    private final Fetch fetch;
    /** Stands still, so that pauses end when a test says so. */
    private final AtomicLong nanos = new AtomicLong(1_000);

    private Receiver receiver;

    ReceiverTest() throws IOException {
        server = new TestReceiver();
        fetch = Fetch.upTo(1_000, null, "ca");
    }

    @BeforeEach
    void make() {
        receiver = receiver(PATIENCE);
    }

    private Receiver receiver(Duration patience) {
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public long epochMicros() {
                return 0;
            }
        };
        return new Receiver(fetch, "metrics", server.at("/v1/metrics"), Map.of("X-Key", "secret"), patience, ticker);
    }

    @AfterEach
    void close() {
        fetch.close();
        server.close();
        log.close();
    }

    private void pass() {
        nanos.addAndGet(PATIENCE.toNanos());
    }

    @Test
    void message_arrives_packed_with_its_headers() {
        assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.TAKEN);

        assertThat(server.bodies).containsExactly(MESSAGE);
        assertThat(server.headers.get(0).getFirst("X-Key")).isEqualTo("secret");
        assertThat(server.headers.get(0).getFirst("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(receiver.taken()).isEqualTo(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void failure_is_said_once_until_it_is_over() {
        server.status = 503;
        for (int i = 0; i < 5; i++) {
            assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
            pass();
        }
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0))
                .startsWith("WARNING insight: metrics cannot be exported")
                .contains("/v1/metrics answers HTTP 503")
                .doesNotContain("secret");

        server.status = 202;
        receiver.send(MESSAGE);
        receiver.send(MESSAGE);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).startsWith("INFO insight: metrics are exported again");

        server.status = 500;
        receiver.send(MESSAGE);
        assertThat(log.lines()).hasSize(3);
        assertThat(receiver.failed()).isEqualTo(6);
    }

    @Test
    void what_is_refused_need_not_be_sent_again() {
        server.status = 400;
        assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.REFUSED);
        assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.REFUSED);
        assertThat(server.bodies).hasSize(2);
    }

    @Test
    void of_many_requests_only_the_first_waits_for_a_receiver_that_hangs() {
        receiver.send(MESSAGE); // so that what follows finds a connection, and is sent well within its patience
        Receiver hasty = receiver(Duration.ofSeconds(1));
        server.hanging = true;
        for (int i = 0; i < 20; i++) {
            assertThat(hasty.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
        }
        await().untilAsserted(() -> assertThat(server.bodies).hasSize(2));
        assertThat(hasty.failed()).isEqualTo(20);
        assertThat(log.lines()).hasSize(1);

        pass();
        assertThat(hasty.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
        await("it is tried again").untilAsserted(() -> assertThat(server.bodies).hasSize(3));
    }

    @Test
    void a_clock_that_wraps_ends_no_rest() {
        nanos.set(Long.MAX_VALUE - 1);
        make();
        server.status = 503;
        receiver.send(MESSAGE);
        receiver.send(MESSAGE);
        assertThat(server.bodies).hasSize(1);

        pass();
        receiver.send(MESSAGE);
        assertThat(server.bodies).hasSize(2);
    }

    @Test
    void what_is_taken_in_part_is_a_failure_that_tells_why() {
        server.answer = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(7)
                        .setErrorMessage("too\n old"))
                .build()
                .toByteArray();

        assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.REFUSED);
        assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.REFUSED);

        assertThat(receiver.failed()).isEqualTo(2);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("cannot be exported", "/v1/metrics rejects 7 of what it was sent: too old");
    }

    @Test
    void what_a_receiver_says_besides_is_no_failure() {
        for (byte[] answer : List.of(
                ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(
                                ExportTracePartialSuccess.newBuilder().setErrorMessage("a warning"))
                        .build()
                        .toByteArray(),
                "{\"partialSuccess\":{}}".getBytes(StandardCharsets.UTF_8),
                new byte[] {0x0A, 0x7F})) {
            server.answer = answer;
            assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.TAKEN);
        }
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void closing_ends_what_is_under_way() throws Exception {
        Receiver patient = receiver(Duration.ofMinutes(10));
        server.hanging = true;
        Thread sending = new Thread(() -> patient.send(MESSAGE), "test-sending");
        sending.setDaemon(true);
        sending.start();
        await().until(() -> !server.bodies.isEmpty());
        patient.closeWithin(Duration.ofMillis(100));
        sending.join(20_000);
        assertThat(sending.isAlive()).isFalse();

        assertThat(patient.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
    }
}
