package dev.insight.diagnosis;

import java.util.ArrayDeque;
import java.util.Deque;
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

    private final Map<String, Map<String, Deque<HostLoad>>> hops = new HashMap<>();

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
        Map<String, Deque<HostLoad>> nodes = hops.get(load.hop());
        if (nodes == null) {
            if (hops.size() == MAX_HOPS) {
                return;
            }
            nodes = new LinkedHashMap<>(4);
            hops.put(load.hop(), nodes);
        }
        String node = load.node() == null ? "" : load.node();
        Deque<HostLoad> readings = nodes.get(node);
        if (readings == null) {
            if (nodes.size() == MAX_NODES) {
                return;
            }
            readings = new ArrayDeque<>(READINGS);
            nodes.put(node, readings);
        }
        if (readings.size() == READINGS) {
            readings.removeFirst();
        }
        readings.addLast(load);
    }

    /** The load of {@code hop}, or of {@code node} of it alone; null when unknown. */
    @Nullable
    Busy of(String hop, @Nullable String node, long since, long now) {
        Map<String, Deque<HostLoad>> nodes = hops.get(hop);
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

    private static @Nullable Busy busy(Deque<HostLoad> readings, long since, long now) {
        HostLoad last = readings.peekLast();
        if (last == null || now - last.epochMicros() > STALE_MICROS) {
            return null;
        }
        double sum = 0;
        int count = 0;
        for (HostLoad load : readings) {
            long age = since - load.epochMicros();
            if (age >= 0 && age <= BEFORE_MICROS) {
                sum += load.cpu();
                count++;
            }
        }
        return new Busy(last.cpu(), count == 0 ? -1 : sum / count);
    }
}
