package dev.insight.runner.store;

import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How busy hosts are and were, of a bounded number of them. Thread-safe by its own lock. */
final class HostCpus {
    private static final int MOST_HOSTS = 256;
    /** Of a host that is not read anew for so long the load is unknown. */
    private static final long STALE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<Host, CpuSeries> hosts = new LinkedHashMap<>();
    private final Ticker ticker;

    private record Host(String hop, @Nullable String node) {}

    HostCpus(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void add(HostLoad load) {
        Host host = new Host(load.hop(), load.node());
        CpuSeries series = hosts.get(host);
        if (series != null) {
            series.add(load, ticker.nanos());
        } else if (hosts.size() < MOST_HOSTS || removeStalest()) {
            hosts.put(host, new CpuSeries(load, ticker.nanos()));
        }
    }

    /** Makes room by the host that is gone for longest; false if none is gone. */
    private boolean removeStalest() {
        Host stalest = null;
        long oldest = 0;
        for (Map.Entry<Host, CpuSeries> each : hosts.entrySet()) {
            long age = ticker.nanos() - each.getValue().readNanos();
            if (age > STALE_NANOS && age > oldest) {
                stalest = each.getKey();
                oldest = age;
            }
        }
        return stalest != null && hosts.remove(stalest) != null;
    }

    /** What the hosts of {@code hop} do now; none of which that is unknown. */
    synchronized List<CpuSnapshot> latest(String hop) {
        List<CpuSnapshot> latest = new ArrayList<>();
        hosts.forEach((host, series) -> {
            if (host.hop.equals(hop) && ticker.nanos() - series.readNanos() <= STALE_NANOS) {
                latest.add(series.latest());
            }
        });
        return latest;
    }

    /** What the hosts of {@code hop} did. */
    synchronized List<CpuHistory> histories(String hop) {
        List<CpuHistory> histories = new ArrayList<>();
        hosts.forEach((host, series) -> {
            if (host.hop.equals(hop)) {
                histories.add(series.history());
            }
        });
        return histories;
    }
}
