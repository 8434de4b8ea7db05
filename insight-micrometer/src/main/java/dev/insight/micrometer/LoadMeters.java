package dev.insight.micrometer;

import dev.insight.diagnosis.HostLoad;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How busy the hops' hosts are, as read; gone when not read anew for a minute, for it is then unknown. Called by one thread
 * at a time.
 */
final class LoadMeters {
    /** What a reading is of that does not say of which node; an empty label is none to some systems. */
    private static final String NO_NODE = "unknown";

    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MAX_HOSTS = 10_000;

    private final MeterRegistry registry;
    private final MeterGroup group;
    private final Map<Host, Reading> hosts = new HashMap<>();

    private record Host(String hop, String node) {}

    /** The latest reading; read by whoever scrapes. */
    private static final class Reading {
        private volatile double cpu;
        private volatile Gauge gauge;
        private long readNanos;

        @SuppressWarnings("NullAway.Init") // given before anyone sees this
        Reading() {}
    }

    LoadMeters(MeterRegistry registry) {
        this.registry = registry;
        group = new MeterGroup(registry, Tags.empty());
    }

    void set(HostLoad load, long nowNanos) {
        String node = load.node();
        Host host = new Host(load.hop(), node == null ? NO_NODE : node);
        Reading reading = hosts.get(host);
        if (reading == null) {
            if (hosts.size() == MAX_HOSTS) {
                return;
            }
            Reading made = new Reading();
            made.cpu = load.cpu();
            made.gauge = group.keep(Gauge.builder(MeterNames.HOST_CPU, () -> made.cpu)
                    .description("Share of a hop's processors in use, as read.")
                    .tags("hop", host.hop(), "node", host.node())
                    .strongReference(true)
                    .register(registry));
            hosts.put(host, made);
            reading = made;
        }
        reading.cpu = load.cpu();
        reading.readNanos = nowNanos;
    }

    void expire(long nowNanos) {
        for (Iterator<Reading> each = hosts.values().iterator(); each.hasNext(); ) {
            Reading reading = each.next();
            if (nowNanos - reading.readNanos > STALE_NANOS) {
                each.remove();
                group.remove(reading.gauge);
            }
        }
    }

    void close() {
        hosts.clear();
        group.removeAll();
    }
}
