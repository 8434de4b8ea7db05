package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.probe.FakeTransport;
import dev.insight.probe.Probe;
import dev.insight.probe.Probes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InsightTest {
    private final FakeTransport transport = FakeTransport.answering(1_000_000);
    private final RecordingListener listener = new RecordingListener();
    private final AtomicReference<List<Probe>> wanted = new AtomicReference<>(List.of());
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test
    void start_probes_and_reports_in_order() {
        try (Insight insight = builder().build().start()) {
            want(insight, fast("a"));
            await().until(() -> listener.reports().size() >= 3);
        }

        assertThat(listener.events()).startsWith("added a").contains("report a").endsWith("removed a");
        assertThat(transport.isShut()).isTrue();
    }

    private Insight.Builder builder() {
        return Insight.builder(transport)
                .targets(wanted::get)
                .listener(listener)
                .threads(body -> {
                    Thread thread = new Thread(body);
                    threads.add(thread);
                    return thread;
                });
    }

    private void want(Insight insight, Probe... probes) {
        wanted.set(List.of(probes));
        insight.refresh();
    }

    private static Probe fast(String service) {
        return Probes.builder(service).interval(Duration.ofMillis(20)).build();
    }
}
