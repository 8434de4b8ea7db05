package dev.insight.micrometer;

import dev.insight.probe.Probe;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hop names that may be labels: names come over the wire, and a peer that makes them up must not make series.
 * Immutable.
 */
final class AllowedNames {
    private final Set<String> hops;
    private final String caller;

    AllowedNames(String caller, Collection<String> hops) {
        this.caller = caller;
        this.hops = new HashSet<>(hops);
    }

    /** The hops of the probe's route; of a route that names none, the service. */
    static AllowedNames of(Probe probe) {
        return new AllowedNames("prober-" + probe.path().source(), hops(probe));
    }

    /** The same in order, outward. */
    static List<String> hops(Probe probe) {
        List<String> hops = probe.route().hops();
        return hops.isEmpty() ? List.of(probe.path().service()) : hops;
    }

    /** The label of the component {@code name}: itself if one of {@code probes} has it on its route, else other. */
    static String component(String name, Collection<Probe> probes) {
        for (Probe probe : probes) {
            AllowedNames names = of(probe);
            if (name.equals(names.caller) || names.hop(name) || names.link(name)) {
                return name;
            }
        }
        return MeterNames.OTHER;
    }

    /** The name of whoever calls first. */
    String caller() {
        return caller;
    }

    boolean hop(String name) {
        return hops.contains(name);
    }

    /** Whether {@code a>b} leads from the caller or a hop to a hop. */
    boolean link(String name) {
        int arrow = name.indexOf('>');
        if (arrow < 0 || !hops.contains(name.substring(arrow + 1))) {
            return false;
        }
        String from = name.substring(0, arrow);
        return from.equals(caller) || hops.contains(from);
    }
}
