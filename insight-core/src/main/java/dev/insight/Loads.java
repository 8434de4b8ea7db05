package dev.insight;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.LoadSource;
import dev.insight.hop.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the load source again and again and passes on what it read anew. A reading that is too old says nothing, so nothing
 * is said. Confined to its thread, but for {@link #close}.
 */
final class Loads implements Runnable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long STALE_MICROS = TimeUnit.SECONDS.toMicros(60);
    private static final int MAX_HOSTS = 10_000;

    private final LoadSource source;
    private final Pipeline pipeline;
    private final Ticker ticker;
    private final Guard guard;
    private final Guard excess;
    private Map<Host, Long> told = new HashMap<>();
    private volatile boolean closed;

    /** Whose load is read. */
    private record Host(String hop, @Nullable String node) {}

    Loads(LoadSource source, Pipeline pipeline, LongAdder faults, Ticker ticker) {
        this.source = source;
        this.pipeline = pipeline;
        this.ticker = ticker;
        guard = new Guard("the load source", faults);
        excess = new Guard("the load source", faults);
    }

    @Override
    public void run() {
        while (!closed) {
            poll();
            LockSupport.parkNanos(this, PERIOD_NANOS);
            // A source that leaves the thread interrupted would keep it from ever parking again.
            Thread.interrupted();
        }
    }

    /** Asks once. */
    void poll() {
        guard.run(() -> {
            long now = ticker.epochMicros();
            Map<Host, Long> latest = new HashMap<>();
            for (HostLoad load : source.loads()) {
                Host host = new Host(load.hop(), load.node());
                if (latest.size() == MAX_HOSTS && !latest.containsKey(host)) {
                    excess.say("it reads more than " + MAX_HOSTS + " hosts, the first count");
                    break;
                }
                long before = told.getOrDefault(host, Long.MIN_VALUE);
                latest.put(host, Math.max(before, load.epochMicros()));
                if (load.epochMicros() > before && now - load.epochMicros() <= STALE_MICROS) {
                    pipeline.load(notAfter(now, load));
                }
            }
            told = latest;
        });
    }

    /** Makes {@link #run} end soon. */
    void close() {
        closed = true;
    }

    /** Another host's clock may be ahead, and must not turn time on for all. */
    private static HostLoad notAfter(long now, HostLoad load) {
        return load.epochMicros() <= now ? load : new HostLoad(load.hop(), load.node(), now, load.cpu());
    }
}
