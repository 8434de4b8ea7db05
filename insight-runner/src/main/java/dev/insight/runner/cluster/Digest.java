package dev.insight.runner.cluster;

import dev.insight.probe.Probe;
import java.util.List;

/** Tells sets of paths apart in a few characters. */
final class Digest {
    private Digest() {}

    /** The same for the same paths in whatever order, and hardly ever for others. */
    static String of(List<Probe> probes) {
        long sum = 0;
        for (Probe probe : probes) {
            sum += Rendezvous.score("", probe.path().toString());
        }
        return probes.size() + "-" + Long.toHexString(sum);
    }
}
