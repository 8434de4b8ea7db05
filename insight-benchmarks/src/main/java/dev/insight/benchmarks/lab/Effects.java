package dev.insight.benchmarks.lab;

import dev.insight.diagnosis.HostLoad;
import dev.insight.examples.lab.Fault;
import dev.insight.examples.lab.Lab;
import dev.insight.examples.lab.Measured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the faults of a trial really do: measured where they are injected, before and while they are on. Confined to one thread. */
final class Effects {
    /** Less than this nobody needs to find, milliseconds. */
    private static final double LEAST_MILLIS = 2;

    private static final double LEAST_SHARE = 0.02;

    private final Lab lab;
    private final List<Fault> faults;
    private final Map<Fault, Integer> felt = new HashMap<>();
    private final Map<Fault, List<Double>> cpu = new HashMap<>();
    private int tries;

    Effects(Lab lab, List<Fault> faults) {
        this.lab = lab;
        this.faults = faults;
    }

    /** Tries out what can be tried. */
    void look() {
        tries++;
        for (Fault fault : faults) {
            if (lab.isFelt(fault)) {
                felt.merge(fault, 1, Integer::sum);
            }
        }
    }

    /** Takes note of how busy hosts are. */
    void take(List<HostLoad> loads) {
        for (Fault fault : faults) {
            for (HostLoad load : loads) {
                if (load.hop().equals(fault.component())) {
                    cpu.computeIfAbsent(fault, key -> new ArrayList<>()).add(load.cpu());
                }
            }
        }
    }

    /** What {@code fault} did. */
    Effect of(Fault fault, long beforeNanos, long fromNanos, long toNanos) {
        Measured usual = lab.measured(fault, beforeNanos, fromNanos);
        Measured now = lab.measured(fault, fromNanos, toNanos);
        double more = now.medianMillis() - usual.medianMillis();
        double high = now.highMillis() - usual.highMillis();
        return switch (fault.kind()) {
            case LINK_DEGRADED ->
                new Effect(
                        text(
                                "%+.1f ms, %+.1f at p95, %.1f %% stalled, of %d passages",
                                more, high, 100 * now.share(), now.count()),
                        more >= LEAST_MILLIS || high >= 5 * LEAST_MILLIS || now.share() >= LEAST_SHARE);
            case HOP_SLOW, SERVICE_SLOW ->
                new Effect(text("held %+.1f ms, of %d calls", more, now.count()), more >= LEAST_MILLIS);
            case HOP_OVERLOADED, HOST_BUSY ->
                new Effect(
                        text(
                                "waits %+.1f ms, %+.1f at p95, CPU %.0f %%",
                                more, high, 100 * median(cpu.getOrDefault(fault, List.of()))),
                        high >= LEAST_MILLIS);
            case HOP_FAILING, SERVICE_FAILING ->
                new Effect(
                        text("%.0f %% of %d calls failed", 100 * now.share(), now.count()), now.share() >= LEAST_SHARE);
            case LINK_DOWN, HOP_DOWN, TLS_FAILING, DNS_FAILING ->
                new Effect(
                        text("felt in %d of %d tries", felt.getOrDefault(fault, 0), tries),
                        2 * felt.getOrDefault(fault, 0) >= tries);
            case PROBER_IMPAIRED -> new Effect("", true);
        };
    }

    /**
     * What a fault did.
     *
     * @param isFelt whether it did enough to be found
     */
    record Effect(String words, boolean isFelt) {}

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
