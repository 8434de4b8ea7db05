package dev.insight.runner.history;

import static dev.insight.runner.history.SimulatedPath.START_MILLIS;
import static dev.insight.runner.history.SimulatedPath.term;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.decomposition.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One writes and many read. */
class HistoryThreadsTest {
    private static final int PROBES = 40_000;
    private static final int READERS = 3;

    /** So little that chunks are let go of while they are read. */
    private final History history = History.create(new HistoryConfig(1 << 20));

    private final SimulatedPath path = new SimulatedPath("sg", Duration.ofSeconds(1), 1);
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void what_is_read_while_others_write_is_whole() throws Exception {
        List<SimulatedPath> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(new SimulatedPath("other-" + i, Duration.ofSeconds(1), i));
        }
        others.forEach(other -> history.onAdded(other.probe()));
        history.onAdded(path.probe());
        ExecutorService pool = Executors.newFixedThreadPool(READERS);
        List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            int seed = i;
            readers.add(pool.submit((Callable<Integer>) () -> read(new Random(seed))));
        }
        try {
            for (int i = 0; i < PROBES; i++) {
                long at = START_MILLIS + i * 1_000L;
                history.onReport(path.ok(at, nanos(at), term(Term.Kind.SELF, "hop-" + i / 5_000, nanos(at) / 1e6)));
                for (SimulatedPath other : others) {
                    history.onReport(other.next(at));
                }
                written.incrementAndGet();
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            written.set(PROBES);
            pool.shutdownNow();
        }
    }

    /** Reads until all is written; how much was seen. */
    private int read(Random random) {
        int seen = 0;
        int done = 0;
        while (done < PROBES) {
            done = written.get();
            long now = START_MILLIS + done * 1_000L;
            long from = now - 1_000L * (1 + random.nextInt(random.nextBoolean() ? 200 : 20_000));
            HistoryWindow window = history.read(path.probe().path(), new HistoryQuery(from, now, 500, now, false));
            seen += check(window);
        }
        return seen;
    }

    private static int check(HistoryWindow window) {
        for (int i = 0; i < window.size(); i++) {
            assertThat(i == 0 || window.millis(i) > window.millis(i - 1)).isTrue();
            if (window.isDetail()) {
                assertThat(window.p50Nanos(i)).isEqualTo(kept(window.millis(i)));
            }
            for (HistoryTerm term : window.terms()) {
                if (window.isDetail() && term.p50Nanos(i) != HistoryWindow.UNKNOWN) {
                    assertThat(term.p50Nanos(i)).isEqualTo(window.p50Nanos(i));
                }
            }
            assertThat(window.isDetail() || window.probes(i) <= window.stepMillis() / 1_000)
                    .isTrue();
        }
        return window.size();
    }

    /** A latency that tells when it was. */
    private static long nanos(long millis) {
        return 1_000_000 * (1 + millis / 1_000 % 977);
    }

    private static long kept(long millis) {
        return DurationCode.nanos(DurationCode.of(nanos(millis)));
    }
}
