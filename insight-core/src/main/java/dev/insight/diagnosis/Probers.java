package dev.insight.diagnosis;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The probers of all regions. Confined to one thread. */
final class Probers {
    /** Pauses further apart than this have nothing to do with each other. */
    private static final long TOGETHER_MICROS = 15_000_000;

    private final Map<String, ProberState> all = new HashMap<>();

    void add(String region) {
        all.computeIfAbsent(region, ProberState::new);
    }

    void remove(String region) {
        all.remove(region);
    }

    /** The one in {@code region}, or null if it has no paths. */
    @Nullable
    ProberState in(String region) {
        return all.get(region);
    }

    /**
     * Whether most of several stand still at times just now. Probers in as many regions do so together only where they share
     * a machine; what else runs there, forwarders say, waits for its turn as well and is not to blame for it.
     */
    boolean shareStarvingMachine(long now) {
        if (all.size() < 2) {
            return false;
        }
        int late = 0;
        for (ProberState prober : all.values()) {
            boolean isLate = prober.isImpaired() && now - prober.pauses().lastHitMicros() <= TOGETHER_MICROS;
            late += isLate ? 1 : 0;
        }
        return 2 * late > all.size();
    }
}
