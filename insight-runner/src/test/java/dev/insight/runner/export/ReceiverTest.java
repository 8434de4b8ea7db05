package dev.insight.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Fetch;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a request, and what is said of it. */
@Timeout(60)
class ReceiverTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestReceiver server;
    private final LoggedLines log = new LoggedLines();
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
        server.hanging = true;
        for (int i = 0; i < 20; i++) {
            assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
        }
        assertThat(server.bodies).hasSize(1);
        assertThat(receiver.failed()).isEqualTo(20);
        assertThat(log.lines()).hasSize(1);

        pass();
        assertThat(receiver.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
        assertThat(server.bodies).as("it is tried again").hasSize(2);
    }

    @Test
    void closing_ends_what_is_under_way() throws Exception {
        Receiver patient = receiver(Duration.ofMinutes(10));
        server.hanging = true;
        Thread sending = new Thread(() -> patient.send(MESSAGE), "test-sending");
        sending.start();
        while (server.bodies.isEmpty()) {
            Thread.onSpinWait();
        }
        patient.closeWithin(Duration.ofMillis(100));
        sending.join(); // in the test's time, which is less than the receiver's patience

        assertThat(patient.send(MESSAGE)).isEqualTo(Reception.UNANSWERED);
    }
}
