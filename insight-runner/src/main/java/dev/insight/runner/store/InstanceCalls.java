package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instance of one hop had the hop's latest calls, and how long each took: a thousand, of all paths, which is some 16 KiB.
 * Thread-safe by its own lock.
 */
final class InstanceCalls {
    /** What is older tells no more how things are, unless there is little else. */
    private static final long RECENT_NANOS = Duration.ofMinutes(5).toNanos();
    /** At least so many are looked at, however far back they reach. */
    private static final int LEAST_CALLS = 32;
    /** Fine enough, and an integer of them lasts for eight months. */
    private static final long UNIT_NANOS = Duration.ofMillis(10).toNanos();

    private static final int MOST_CALLS = 1_024;
    private static final int FIRST_CALLS = 32;
    private static final int MOST_NODES = 16;
    private static final float UNSAID = -1;

    private @Nullable String[] nodes = new @Nullable String[FIRST_CALLS];
    private float[] self = new float[FIRST_CALLS];
    private float[] queue = new float[FIRST_CALLS];
    private int[] times = new int[FIRST_CALLS];
    private long count;

    synchronized void add(@Nullable String node, Term term, long nowNanos) {
        int at = (int) (count++ % MOST_CALLS);
        if (at >= nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
            self = Arrays.copyOf(self, nodes.length);
            queue = Arrays.copyOf(queue, nodes.length);
            times = Arrays.copyOf(times, nodes.length);
        }
        nodes[at] = node;
        times[at] = (int) (nowNanos / UNIT_NANOS);
        self[at] = term.nanos();
        queue[at] = term.queueNanos() < 0 ? UNSAID : term.queueNanos();
    }

    /** The instances that had most of the calls of the last five minutes, most first; at most 16. */
    synchronized List<InstanceSnapshot> snapshots(long nowNanos) {
        int recent = recent(nowNanos);
        Map<@Nullable String, List<Integer>> callsOf = new HashMap<>();
        for (int back = 0; back < recent; back++) {
            callsOf.computeIfAbsent(nodes[at(back)], node -> new ArrayList<>()).add(at(back));
        }
        List<InstanceSnapshot> snapshots = new ArrayList<>();
        callsOf.forEach((node, calls) -> {
            Spread own = spread(self, calls);
            if (own != null) {
                snapshots.add(new InstanceSnapshot(
                        node, calls.size(), (double) calls.size() / recent, own, spread(queue, calls)));
            }
        });
        snapshots.sort(Comparator.comparingInt(InstanceSnapshot::calls)
                .reversed()
                .thenComparing(InstanceSnapshot::node, Comparator.nullsLast(Comparator.naturalOrder())));
        return List.copyOf(snapshots.subList(0, Math.min(MOST_NODES, snapshots.size())));
    }

    /** How many calls, backward from the latest, are to be looked at. */
    private int recent(long nowNanos) {
        int now = (int) (nowNanos / UNIT_NANOS);
        int held = (int) Math.min(count, MOST_CALLS);
        int recent = Math.min(held, LEAST_CALLS);
        while (recent < held && (now - times[at(recent)]) * UNIT_NANOS <= RECENT_NANOS) {
            recent++;
        }
        return recent;
    }

    /** Where the call is that came so many before the latest. */
    private int at(int back) {
        return (int) ((count - 1 - back) % MOST_CALLS);
    }

    private static @Nullable Spread spread(float[] values, List<Integer> calls) {
        float[] said = new float[calls.size()];
        int count = 0;
        for (int call : calls) {
            if (values[call] != UNSAID) {
                said[count++] = values[call];
            }
        }
        return Spread.of(List.of(Arrays.copyOf(said, count)));
    }
}
