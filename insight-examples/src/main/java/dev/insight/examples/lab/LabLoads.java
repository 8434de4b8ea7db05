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
 * How busy the lab's hosts are, measured: the CPU time that threads really used on a host since it was last asked, of what
 * the host could have given. It is no injected truth: threads that are held and wait use no CPU, and the event loops, which
 * all hops share, are nobody's. Thread-safe.
 */
final class LabLoads implements LoadSource {
    private final Collection<LabHop> hops;
    private final Ticker ticker;
    private final Map<LabHop, Used> used = new HashMap<>();

    /** What a host had given at a moment. */
    private record Used(long cpuNanos, long atNanos) {}

    LabLoads(Collection<LabHop> hops, Ticker ticker) {
        this.hops = hops;
        this.ticker = ticker;
    }

    @Override
    public synchronized List<HostLoad> loads() {
        List<HostLoad> loads = new ArrayList<>();
        for (LabHop hop : hops) {
            Used now = new Used(hop.host().usedNanos(), ticker.nanos());
            Used before = used.put(hop, now);
            double could = before == null ? 0 : (now.atNanos - before.atNanos) * LabHost.PROCESSORS;
            if (before != null && could > 0) {
                double cpu = (now.cpuNanos - before.cpuNanos) / could;
                loads.add(new HostLoad(hop.place().name(), hop.node(), ticker.epochMicros(), Math.min(1, cpu)));
            }
        }
        return loads;
    }
}
