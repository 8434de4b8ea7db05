package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.Insight;
import dev.insight.InsightListener;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import dev.insight.runner.record.Recorder;
import dev.insight.runner.replay.VerdictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What diagnosis says of a recording is what it said while the recording was made. */
@Timeout(300)
class LiveAndReplayedTest {
    private static final long MILLI = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ScheduledExecutorService wires = new ScheduledThreadPoolExecutor(2);
    private final List<Verdict> live = new CopyOnWriteArrayList<>();
    private volatile List<Probe> wanted = List.of(probe("sg"), probe("us"), probe("jp"));
    private volatile long mediaryNanos = MILLI;
    private volatile boolean fails;

    @AfterEach
    void cut_the_wires() {
        wires.shutdownNow();
    }

    @Test
    void verdicts_are_the_same_to_the_letter(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("recording.jsonl");
        try (Recorder recorder = Recorder.to(file);
                Insight insight = Insight.builder(new Wires())
                        .targets(() -> wanted)
                        .loads(() -> List.of(
                                new HostLoad("mediary-eu", null, Ticker.system().epochMicros(), Math.nextUp(2 / 3.0))))
                        .ordered(recorder)
                        .listener(new Ears())
                        .build()
                        .start()) {
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            mediaryNanos = 41 * MILLI;
            await().atMost(PATIENCE).until(() -> says(Verdict.State.OPEN, "mediary-eu"));
            wanted = List.of(probe("sg"), probe("us"));
            mediaryNanos = MILLI;
            fails = true;
            await().atMost(PATIENCE).until(() -> says(Verdict.State.OPEN, "gateway-eu"));
            insight.refresh();
        }
        Console console = new Console();

        assertThat(console.run("diagnose", "--replay", file.toString())).isZero();

        assertThat(console.err()).isEmpty();
        assertThat(console.out().lines())
                .containsExactlyElementsOf(live.stream().map(VerdictJson::line).toList());
        assertThat(live).last().satisfies(verdict -> assertThat(verdict.state()).isEqualTo(Verdict.State.CLOSE));
    }

    private boolean says(Verdict.State state, String component) {
        return live.stream()
                .anyMatch(verdict ->
                        verdict.state() == state && verdict.component().equals(component));
    }

    private static Probe probe(String region) {
        Target target = Target.builder(region, "payments", "127.0.0.1:1").build();
        return Probe.builder("eu", target, Route.of("forwarded", "gateway-eu", "mediary-eu", "payments-" + region))
                .interval(Duration.ofMillis(25))
                .timeout(Duration.ofMillis(400))
                .coldInterval(Duration.ZERO)
                .partialInterval(Duration.ofMillis(200))
                .build();
    }

    private final class Ears implements InsightListener {
        @Override
        public void onVerdict(Verdict verdict) {
            live.add(verdict);
        }
    }

    /** A gateway, a mediary and services that answer after a while, not in the order in which they were asked. */
    private final class Wires implements ProbeTransport {
        @Override
        public Session open(Probe probe) {
            return new Session() {
                @Override
                public void send(Slot slot, Consumer<ProbeResult> completion) {
                    ProbeResult result = answer(slot);
                    wires.schedule(
                            () -> completion.accept(result),
                            ThreadLocalRandom.current().nextLong(100),
                            TimeUnit.MILLISECONDS);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void close() {}
    }

    private ProbeResult answer(Slot slot) {
        List<String> hops = slot.probe().route().hops();
        int passed = slot.stop() == null ? hops.size() : hops.indexOf(slot.stop()) + 1;
        if (fails && passed > 1) {
            HopStamp own = HopStamp.builder(hops.get(0))
                    .totalNanos(MILLI)
                    .origin(HopStamp.Origin.OWN)
                    .build();
            return ProbeResult.builder(slot, Outcome.failed("RESOURCE_EXHAUSTED", Phase.RPC, "no"))
                    .path(HopPath.of(own))
                    .build();
        }
        HopStamp[] stamps = new HopStamp[passed];
        long total = 0;
        for (int i = passed - 1; i >= 0; i--) {
            long upstream = total == 0 ? HopStamp.ABSENT : total + noise(3 * MILLI);
            total = Math.max(0, upstream) + noise(i == 1 ? mediaryNanos : MILLI);
            stamps[i] = HopStamp.builder(hops.get(i))
                    .totalNanos(total)
                    .upstreamNanos(upstream)
                    .queueNanos(1_001)
                    .node(hops.get(i) + "-" + slot.sequence() % 2)
                    .build();
        }
        return ProbeResult.builder(slot, Outcome.ok())
                .latencyNanos(total + noise(MILLI))
                .path(HopPath.of(stamps))
                .build();
    }

    /** Odd nanoseconds, which a recording must not round. */
    private static long noise(long nanos) {
        return nanos + ThreadLocalRandom.current().nextLong(nanos / 10);
    }
}
