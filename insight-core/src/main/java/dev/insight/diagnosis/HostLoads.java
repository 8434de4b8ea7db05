package dev.insight.diagnosis;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hosts' load of late. What is not known is unknown and not zero. Confined to one thread. */
final class HostLoads {
    private static final int READINGS = 16;
    private static final int MAX_NODES = 64;
    private static final int MAX_HOPS = 4_096;
    /** Older readings say nothing of now. */
    private static final long STALE_MICROS = 60_000_000;

    private static final long BEFORE_MICROS = 150_000_000;
    private static final double BUSY = 0.85;
    private static final double RISE = 0.15;

    private final Map<String, Map<String, Readings>> hops = new HashMap<>();

    /**
     * What a hop's host does now.
     *
     * @param cpu its busiest instance's share of the processors in use
     * @param before the same instance's before the time that was asked about, or negative when unknown
     */
    record Busy(double cpu, double before) {
        /** Short of processors now, and not so before. */
        boolean isShort() {
            return cpu >= BUSY && (before < 0 || cpu - before >= RISE);
        }
    }

    void take(HostLoad load) {
        Map<String, Readings> nodes = hops.get(load.hop());
        if (nodes == null) {
            if (hops.size() == MAX_HOPS) {
                return;
            }
            nodes = new LinkedHashMap<>(4);
            hops.put(load.hop(), nodes);
        }
        String node = load.node() == null ? "" : load.node();
        Readings readings = nodes.get(node);
        if (readings == null) {
            if (nodes.size() == MAX_NODES) {
                nodes.values()
                        .removeIf(old -> load.epochMicros() - old.micros(0) > STALE_MICROS); // instances that are gone
            }
            if (nodes.size() == MAX_NODES) {
                return;
            }
            readings = new Readings();
            nodes.put(node, readings);
        }
        readings.add(load);
    }

    /** The load of {@code hop}, or of {@code node} of it alone; null when unknown. */
    @Nullable
    Busy of(String hop, @Nullable String node, long since, long now) {
        Map<String, Readings> nodes = hops.get(hop);
        Busy busiest = null;
        if (nodes != null) {
            for (var each : nodes.entrySet()) {
                boolean isWanted =
                        node == null || each.getKey().isEmpty() || each.getKey().equals(node);
                Busy busy = isWanted ? busy(each.getValue(), since, now) : null;
                if (busy != null && (busiest == null || busy.cpu > busiest.cpu)) {
                    busiest = busy;
                }
            }
        }
        return busiest;
    }

    private static @Nullable Busy busy(Readings readings, long since, long now) {
        if (now - readings.micros(0) > STALE_MICROS) {
            return null;
        }
        double sum = 0;
        int count = 0;
        for (int back = readings.held - 1; back >= 0; back--) {
            long age = since - readings.micros(back);
            if (age >= 0 && age <= BEFORE_MICROS) {
                sum += readings.cpu(back);
                count++;
            }
        }
        return new Busy(readings.cpu(0), count == 0 ? -1 : sum / count);
    }

    /** The latest of one node, of which there is at least one. */
    private static final class Readings {
        private final long[] micros = new long[READINGS];
        private final double[] cpu = new double[READINGS];
        private int held;
        private int next;

        void add(HostLoad load) {
            micros[next] = load.epochMicros();
            cpu[next] = load.cpu();
            next = (next + 1) % READINGS;
            held = Math.min(READINGS, held + 1);
        }

        long micros(int back) {
            return micros[(next - 1 - back + READINGS) % READINGS];
        }

        double cpu(int back) {
            return cpu[(next - 1 - back + READINGS) % READINGS];
        }
    }
}
