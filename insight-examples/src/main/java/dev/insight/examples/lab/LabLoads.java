package dev.insight.examples.lab;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.LoadSource;
import dev.insight.hop.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How busy the lab's hops are, measured: the CPU time that a hop's own threads had since it was last asked, of what they
 * could have had, each a processor for all of that time. It is no injected truth: threads that are held and wait use no
 * CPU, and the event loops, which all hops share, are nobody's. Thread-safe.
 */
final class LabLoads implements LoadSource {
    private final Collection<LabHop> hops;
    private final Ticker ticker;
    private final Map<LabHop, Used> used = new HashMap<>();

    /** What a hop's threads had used at a moment. */
    private record Used(long cpuNanos, long atNanos) {}

    LabLoads(Collection<LabHop> hops, Ticker ticker) {
        this.hops = hops;
        this.ticker = ticker;
    }

    @Override
    public synchronized List<HostLoad> loads() {
        List<HostLoad> loads = new ArrayList<>();
        for (LabHop hop : hops) {
            Used now = new Used(hop.cpuNanos(), ticker.nanos());
            Used before = used.put(hop, now);
            long could = before == null ? 0 : (now.atNanos - before.atNanos) * LabHop.THREADS;
            if (before != null && could > 0) {
                double cpu = (double) (now.cpuNanos - before.cpuNanos) / could;
                loads.add(new HostLoad(
                        hop.place().name(), hop.node(), ticker.epochMicros(), Math.max(0, Math.min(1, cpu))));
            }
        }
        return loads;
    }
}
