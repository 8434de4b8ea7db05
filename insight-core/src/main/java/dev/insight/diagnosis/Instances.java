package dev.insight.diagnosis;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances of one hop that answer calls: not more than there is room for, whatever peers call themselves. Confined to one thread. */
final class Instances implements Iterable<Instance> {
    private static final int MOST = 16;
    /** One that answered nothing for so long makes room where there is none: deployments name instances anew. */
    private static final long GONE_MICROS = 600_000_000;

    private final Map<String, Instance> byNode = new LinkedHashMap<>(4);

    @Nullable
    Instance get(String node) {
        return byNode.get(node);
    }

    /** That of {@code node}, made if there is room; null if there is none. */
    @Nullable
    Instance known(String node, long now) {
        Instance instance = byNode.get(node);
        if (instance == null && byNode.size() == MOST) {
            byNode.values().removeIf(old -> now - old.usual().acceptedMicros() > GONE_MICROS);
        }
        if (instance == null && byNode.size() < MOST) {
            instance = new Instance(node);
            byNode.put(node, instance);
        }
        return instance;
    }

    @Override
    public Iterator<Instance> iterator() {
        return byNode.values().iterator();
    }

    void clear() {
        byNode.clear();
    }

    void reset() {
        byNode.values().forEach(Instance::reset);
    }
}
