package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instance of one hop had the hop's latest calls, and how long each took: a thousand, of all paths, which is some 12 KiB.
 * Thread-safe by its own lock.
 */
final class InstanceCalls {
    private static final int MOST_CALLS = 1_024;
    private static final int FIRST_CALLS = 32;
    private static final int MOST_NODES = 16;
    private static final float UNSAID = -1;

    private @Nullable String[] nodes = new @Nullable String[FIRST_CALLS];
    private float[] self = new float[FIRST_CALLS];
    private float[] queue = new float[FIRST_CALLS];
    private long count;

    synchronized void add(@Nullable String node, Term term) {
        int at = (int) (count++ % MOST_CALLS);
        if (at >= nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
            self = Arrays.copyOf(self, nodes.length);
            queue = Arrays.copyOf(queue, nodes.length);
        }
        nodes[at] = node;
        self[at] = term.nanos();
        queue[at] = term.queueNanos() < 0 ? UNSAID : term.queueNanos();
    }

    /** The instances that had most, most first; at most 16. */
    synchronized List<InstanceSnapshot> snapshots() {
        int held = (int) Math.min(count, MOST_CALLS);
        Map<@Nullable String, List<Integer>> callsOf = new HashMap<>();
        for (int i = 0; i < held; i++) {
            callsOf.computeIfAbsent(nodes[i], node -> new ArrayList<>()).add(i);
        }
        List<InstanceSnapshot> snapshots = new ArrayList<>();
        callsOf.forEach((node, calls) -> {
            Spread own = spread(self, calls);
            if (own != null) {
                snapshots.add(new InstanceSnapshot(
                        node, calls.size(), (double) calls.size() / held, own, spread(queue, calls)));
            }
        });
        snapshots.sort(Comparator.comparingInt(InstanceSnapshot::calls)
                .reversed()
                .thenComparing(InstanceSnapshot::node, Comparator.nullsLast(Comparator.naturalOrder())));
        return List.copyOf(snapshots.subList(0, Math.min(MOST_NODES, snapshots.size())));
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
