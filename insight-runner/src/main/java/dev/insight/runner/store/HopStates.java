package dev.insight.runner.store;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.ProbeResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hops of one path. Not thread-safe. Names come from the route, or where it has none, a bounded number from the wire. */
final class HopStates {
    private static final int MAX_HOPS = 16;
    private static final int MAX_NODES = 16;

    private final Map<String, HopState> states = new LinkedHashMap<>();
    private final boolean open;
    private final int window;

    HopStates(List<String> expected, int window) {
        this.window = window;
        open = expected.isEmpty();
        for (String name : expected) {
            states.put(name, new HopState());
        }
    }

    /** A warm call ended OK, so that each hop should have stamped. */
    void addOk(HopPath path) {
        for (HopState state : states.values()) {
            state.sawStamp = false;
        }
        for (HopStamp stamp : path.stamps()) {
            HopState state = state(stamp.name());
            if (state != null) {
                state.add(stamp);
            }
        }
        for (HopState state : states.values()) {
            if (!state.sawStamp) {
                state.missing++;
            }
        }
    }

    void addPartial(ProbeResult result) {
        String stop = result.slot().stop();
        HopState state = stop == null ? null : state(stop);
        if (state == null) {
            return;
        }
        if (result.turnedBackAt() == null) {
            state.passesOn = true;
        } else {
            state.addPartial(result, window);
        }
    }

    List<HopSnapshot> snapshots() {
        List<HopSnapshot> snapshots = new ArrayList<>(states.size());
        states.forEach((name, state) -> snapshots.add(state.snapshot(name)));
        return snapshots;
    }

    private @Nullable HopState state(String name) {
        HopState state = states.get(name);
        if (state == null && open && states.size() < MAX_HOPS) {
            state = new HopState();
            states.put(name, state);
        }
        return state;
    }

    /** One hop. */
    private static final class HopState {
        private final Set<String> nodes = new LinkedHashSet<>(4);
        private @Nullable String role;
        private @Nullable String region;
        private boolean sawStamp;
        private long stamped;
        private long missing;
        private boolean passesOn;
        private long partials;
        private long partialFailures;
        private long partialEpochMicros;
        private @Nullable Outcome partialOutcome;
        private @Nullable RecentValues partialLatency;

        void add(HopStamp stamp) {
            if (sawStamp) {
                return;
            }
            sawStamp = true;
            stamped++;
            role = stamp.role() == null ? role : stamp.role();
            region = stamp.region() == null ? region : stamp.region();
            String node = stamp.node();
            if (node != null && nodes.size() < MAX_NODES) {
                nodes.add(node);
            }
        }

        void addPartial(ProbeResult result, int window) {
            partials++;
            partialOutcome = result.outcome();
            partialEpochMicros = result.slot().intendedEpochMicros();
            if (!result.outcome().isOk()) {
                partialFailures++;
            }
            if (partialLatency == null) {
                partialLatency = new RecentValues(window);
            }
            if (result.isMeasurement()) {
                partialLatency.add(result.latencyNanos());
            }
        }

        HopSnapshot snapshot(String name) {
            PartialSnapshot partial = partialOutcome == null || partialLatency == null
                    ? null
                    : new PartialSnapshot(
                            partials, partialFailures, partialEpochMicros, partialOutcome, partialLatency.quantiles());
            return new HopSnapshot(name, role, region, stamped, missing, List.copyOf(nodes), passesOn, partial);
        }
    }
}
