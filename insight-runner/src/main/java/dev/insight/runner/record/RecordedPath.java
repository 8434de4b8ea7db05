package dev.insight.runner.record;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a path's hops: their names from the configuration, role and region from what they stamp, for no
 * configuration says those. Not thread-safe.
 */
final class RecordedPath {
    /** What a hop is; a value once known stays, so that a peer that changes its mind makes no lines. */
    static final class Hop {
        private @Nullable String role;
        private @Nullable String region;

        @Nullable
        String role() {
            return role;
        }

        @Nullable
        String region() {
            return region;
        }
    }

    private final Probe probe;
    private final Map<String, Hop> hops = new LinkedHashMap<>();

    RecordedPath(Probe probe) {
        this.probe = probe;
        List<String> names = probe.route().hops();
        for (String name : names) {
            hops.put(name, new Hop());
        }
        if (!names.isEmpty()) {
            Hop service = hops.get(names.get(names.size() - 1));
            if (service != null) {
                service.role = "service";
                service.region = probe.path().target();
            }
        }
    }

    Probe probe() {
        return probe;
    }

    Map<String, Hop> hops() {
        return hops;
    }

    @Nullable
    Hop hop(String name) {
        return hops.get(name);
    }

    /** Whether the stamps said something of the route's hops that was not known. */
    boolean learn(HopPath path) {
        boolean learned = false;
        for (HopStamp stamp : path.stamps()) {
            Hop hop = hops.get(stamp.name());
            if (hop == null) {
                continue;
            }
            if (hop.role == null && stamp.role() != null) {
                hop.role = stamp.role();
                learned = true;
            }
            if (hop.region == null && stamp.region() != null) {
                hop.region = stamp.region();
                learned = true;
            }
        }
        return learned;
    }
}
