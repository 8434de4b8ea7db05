package dev.insight.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

@Timeout(60)
class TraceQueueTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private final List<SpanData> sent = new CopyOnWriteArrayList<>();
    private volatile Reception reception = Reception.TAKEN;

    private Reception send(List<SpanData> spans) {
        if (reception == Reception.TAKEN) {
            sent.addAll(spans);
        }
        return reception;
    }

    private static SpanData span() {
        return Mockito.mock(SpanData.class);
    }

    @Test
    void what_waits_is_sent_at_the_end() {
        SpanData span = span();
        TraceQueue queue = new TraceQueue(this::send, NEVER);
        queue.offer(List.of(span));
        queue.close();

        assertThat(sent).containsExactly(span);
        assertThat(queue.exported()).isEqualTo(1);
        assertThat(queue.lost()).isZero();
    }

    @Test
    void many_are_sent_before_their_time() {
        SpanData span = span();
        try (TraceQueue queue = new TraceQueue(this::send, NEVER)) {
            for (int i = 0; i < 100; i++) {
                queue.offer(List.of(span));
            }
            await().until(() -> queue.exported() == 100);
        }
    }

    @Test
    void while_nobody_answers_the_latest_are_kept_and_the_others_counted() {
        reception = Reception.UNANSWERED;
        SpanData old = span();
        SpanData latest = span();
        TraceQueue queue = new TraceQueue(this::send, Duration.ofMillis(1));
        for (int i = 0; i < 700; i++) {
            queue.offer(List.of(old));
        }
        for (int i = 0; i < 500; i++) {
            queue.offer(List.of(latest));
        }
        await().untilAsserted(() -> assertThat(queue.lost()).isEqualTo(700));

        reception = Reception.TAKEN;
        await().untilAsserted(() -> assertThat(queue.exported()).isEqualTo(500));
        queue.close();
        assertThat(sent).hasSize(500).containsOnly(latest);
    }

    @Test
    void many_do_not_make_it_ask_again_at_once_who_does_not_answer() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Thread> asking = new AtomicReference<>();
        TraceQueue queue = new TraceQueue(
                spans -> {
                    asking.set(Thread.currentThread());
                    asked.incrementAndGet();
                    return Reception.UNANSWERED;
                },
                NEVER);
        for (int i = 0; i < 150; i++) {
            queue.offer(List.of(span()));
        }
        await().until(() -> asking.get() != null);
        await().until(() -> asking.get().getState() == Thread.State.TIMED_WAITING);
        queue.close();

        assertThat(asked).as("once, and once at the end").hasValue(2);
        assertThat(queue.lost()).isEqualTo(150);
    }

    @Test
    void what_is_refused_makes_room() {
        reception = Reception.REFUSED;
        TraceQueue queue = new TraceQueue(this::send, NEVER);
        queue.offer(List.of(span()));
        queue.close();

        assertThat(queue.lost()).isEqualTo(1);
    }

    @Test
    void a_sender_that_throws_does_not_end_it() {
        TraceQueue queue = new TraceQueue(
                spans -> {
                    throw new IllegalStateException("broken");
                },
                Duration.ofMillis(1));
        queue.offer(List.of(span()));
        await().until(() -> queue.lost() == 1);
        queue.offer(List.of(span()));
        await().until(() -> queue.lost() == 2);
        queue.close();
    }

    @Test
    void offering_does_not_wait_for_a_receiver_that_hangs() {
        CountDownLatch over = new CountDownLatch(1);
        TraceQueue queue = new TraceQueue(
                spans -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Reception.UNANSWERED;
                },
                Duration.ofMillis(1));
        for (int i = 0; i < 2_000; i++) {
            queue.offer(List.of(span()));
        }
        assertThat(queue.lost()).isGreaterThanOrEqualTo(1_400);
        over.countDown();
        queue.close();
        assertThat(queue.lost()).isEqualTo(2_000);
    }
}
