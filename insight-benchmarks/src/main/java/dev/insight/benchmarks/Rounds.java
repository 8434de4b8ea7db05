package dev.insight.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Costs of a call by peer, measured in rounds: in each round one process of each, one after the other, so that a
 * machine that grows slower or faster does so for all of them. Not safe for use by many threads.
 */
final class Rounds {
    /** The cost of one call in one process. */
    record Cost(double nanos, double bytes) {}

    /** What some rounds agree on, and how far they lie apart. */
    record Spread(double median, double min, double max) {
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            double median =
                    sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
        }
    }

    private final Map<Peer, List<Cost>> costs = new EnumMap<>(Peer.class);

    void add(Peer peer, Cost cost) {
        costs.computeIfAbsent(peer, key -> new ArrayList<>()).add(cost);
    }

    int count() {
        return of(Peer.NONE).size();
    }

    Spread spread(Peer peer, ToDoubleFunction<Cost> part) {
        return Spread.of(of(peer).stream().map(part::applyAsDouble).toList());
    }

    /** What the peer adds to the bare call of the same round. */
    Spread added(Peer peer, ToDoubleFunction<Cost> part) {
        List<Cost> bare = of(Peer.NONE);
        List<Cost> with = of(peer);
        List<Double> added = new ArrayList<>();
        for (int round = 0; round < bare.size(); round++) {
            added.add(part.applyAsDouble(with.get(round)) - part.applyAsDouble(bare.get(round)));
        }
        return Spread.of(added);
    }

    private List<Cost> of(Peer peer) {
        List<Cost> all = costs.get(peer);
        if (all == null) {
            throw new IllegalStateException("nothing was measured with " + peer);
        }
        return all;
    }
}
