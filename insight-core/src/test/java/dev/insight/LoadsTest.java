package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.LoadSource;
import dev.insight.diagnosis.VantageSource;
import dev.insight.probe.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final LongAdder faults = new LongAdder();
    private final RecordingListener listener = new RecordingListener();
    private final Pipeline pipeline = new Pipeline(
            List.of(listener),
            List.of(),
            100,
            faults,
            ticker,
            () -> new InsightStatus(0, 0, 0, 0, 0, Duration.ZERO, true),
            VantageSource.alone(),
            null,
            "");
    private final AtomicReference<LoadSource> source = new AtomicReference<>(LoadSource.none());
    private final Loads loads = new Loads(() -> source.get().loads(), pipeline, faults, ticker);

    @Test
    void a_reading_is_told_once_and_again_when_it_is_new() {
        poll(load("a", null, Duration.ZERO), load("b", "b-1", Duration.ZERO), load("b", "b-2", Duration.ZERO));
        poll(load("a", null, Duration.ZERO), load("b", "b-1", Duration.ZERO), load("b", "b-2", Duration.ofSeconds(-1)));
        ticker.advance(Duration.ofSeconds(5));
        poll(load("a", null, Duration.ZERO));

        assertThat(told()).extracting(HostLoad::hop).containsExactly("a", "b", "b", "a");
    }

    @Test
    void what_is_older_than_a_minute_is_not_told() {
        poll(load("a", null, Duration.ofSeconds(-61)), load("b", null, Duration.ofSeconds(-59)));

        assertThat(told()).extracting(HostLoad::hop).containsExactly("b");
    }

    @Test
    void a_host_whose_clock_is_ahead_is_read_now() {
        HostLoad ahead = load("a", null, Duration.ofHours(1));
        long now = ticker.epochMicros();
        poll(ahead);
        poll(ahead);

        assertThat(told()).containsExactly(new HostLoad("a", null, now, 0.5));
    }

    @Test
    void a_source_that_throws_is_counted_and_asked_again() {
        source.set(() -> {
            throw new IllegalStateException("no");
        });
        loads.poll();
        poll(load("a", null, Duration.ZERO));

        assertThat(told()).hasSize(1);
        assertThat(faults.sum()).isEqualTo(1);
    }

    private void poll(HostLoad... readings) {
        source.set(() -> List.of(readings));
        loads.poll();
    }

    private HostLoad load(String hop, @Nullable String node, Duration fromNow) {
        return new HostLoad(hop, node, ticker.epochMicros() + fromNow.toNanos() / 1_000, 0.5);
    }

    private List<HostLoad> told() {
        pipeline.end();
        pipeline.run();
        return listener.loads();
    }
}
