package dev.insight.runner.load;

import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.Ticker;
import dev.insight.runner.fetch.Fetch;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hosts' load from their node_exporters: what their processors did between the two latest readings. Thread-safe. */
final class NodeExporters implements Readings {
    /** What a host did on average over longer says nothing of now. */
    private static final long MOST_APART_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Host> hosts;

    NodeExporters(Map<HostName, URI> addresses, Fetch fetch, Ticker ticker) {
        hosts = addresses.entrySet().stream()
                .map(each -> new Host(each.getKey(), each.getValue(), fetch, ticker))
                .toList();
    }

    @Override
    public void read() {
        hosts.forEach(host -> host.document.read());
    }

    @Override
    public List<HostLoad> latest() {
        return hosts.stream().map(host -> host.latest).filter(Objects::nonNull).toList();
    }

    /** One node_exporter. */
    private static final class Host {
        private final HostName name;
        private final Ticker ticker;
        private final PolledDocument document;
        private @Nullable CpuTimes before;
        private long beforeNanos;
        private volatile @Nullable HostLoad latest;

        Host(HostName name, URI address, Fetch fetch, Ticker ticker) {
            this.name = name;
            this.ticker = ticker;
            document = new PolledDocument(
                    "the load of " + name, address, null, fetch, read -> take(CpuTimes.read(read.stream())));
        }

        private void take(CpuTimes times) {
            long now = ticker.nanos();
            double busy = before == null || now - beforeNanos > MOST_APART_NANOS ? Double.NaN : times.busySince(before);
            before = times;
            beforeNanos = now;
            if (!Double.isNaN(busy)) {
                latest = new HostLoad(name.hop(), name.node(), ticker.epochMicros(), busy);
            }
        }
    }
}
