package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Scenario.HostNames;
import dev.insight.diagnosis.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scenario in the making: a world drawn at random, to which a kind adds what is wrong. */
final class Draft {
    private static final double HOUR = 3600;

    final Draw draw;
    final List<Way> ways;
    final double interval;
    /** A forwarded path that what is wrong shall touch. */
    final Way way;

    double at;
    double span;
    double duration = HOUR;
    Noise noise;
    Set<String> dark = new HashSet<>();
    double hostSeconds;
    Set<String> hostsMissing = new HashSet<>();
    HostNames hostNames;
    boolean saysOrigin;
    boolean clocks;

    private final Map<Double, Double> gaps = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Truth> truths = new ArrayList<>();

    Draft(Draw draw, Set<Need> needs) {
        this.draw = draw;
        boolean isLong = needs.contains(Need.DAY);
        interval = draw.pick(isLong ? List.of(10, 15) : List.of(1, 2, 5, 5, 5, 10, 15));
        Duration partial = Duration.ofSeconds(draw.pick(15, 15, 30));
        ways = Topology.random(
                        draw,
                        new Topology.Shape(
                                Duration.ofMillis((long) (interval * 1000)),
                                partial,
                                needs.contains(Need.INSTANCES) ? 2 : 1,
                                needs.contains(Need.TWO_SERVICES),
                                needs.contains(Need.ONE_PATH)))
                .ways();
        way = draw.pick(ways.stream().filter(Way::isForwarded).toList());
        noise = Noise.random(draw);
        at = draw.between(1600, 2200);
        span = draw.between(Math.max(300, 24 * interval), 900);
        clocks = draw.chance(0.5);
        saysOrigin = draw.chance(0.6);
        hostSeconds = draw.pick(15, 15, 15, 5, 30, 0);
        hostNames = draw.pick(HostNames.values());
        if (draw.chance(0.8)) {
            hostNames = HostNames.AS_STAMPED;
        }
        if (draw.chance(0.1)) {
            hostsMissing.add(hop().name());
        }
        if (!needs.contains(Need.ALL_STAMPS)) {
            darken();
        }
    }

    /** What a kind needs of its world. */
    enum Need {
        ONE_PATH,
        TWO_SERVICES,
        /** At least two of each hop. */
        INSTANCES,
        /** No hop is dark unless the kind says so. */
        ALL_STAMPS,
        /** It goes on for hours. */
        DAY
    }

    private void darken() {
        double form = draw.unit();
        if (form < 0.06) {
            dark.add(hop().name());
        } else if (form < 0.09) {
            darkenAll("mediary");
        } else if (form < 0.14) {
            for (Way some : ways) {
                some.sites().stream()
                        .filter(site -> !site.isService() && draw.chance(0.3))
                        .forEach(site -> dark.add(site.name()));
            }
        }
    }

    void darkenAll(String role) {
        ways.forEach(some ->
                some.sites().stream().filter(site -> site.role().equals(role)).forEach(site -> dark.add(site.name())));
    }

    /** A gateway or mediary of the path. */
    Site hop() {
        return way.sites().get(draw.whole(0, way.sites().size() - 2));
    }

    /** The path's service. */
    Site service() {
        return way.sites().get(way.sites().size() - 1);
    }

    /** A link of the path within a region, the prober's own aside, or the one that crosses where there is no other. */
    String lanLink() {
        List<String> links = new ArrayList<>();
        for (int i = 1; i < way.sites().size(); i++) {
            if (!way.wan().get(i)) {
                links.add(way.link(i));
            }
        }
        return links.isEmpty() ? way.wanLink() : draw.pick(links);
    }

    /** The path's round trip in milliseconds, hops aside. */
    double roundTrip() {
        return 2 * way.oneWayMillis().stream().mapToDouble(Double::doubleValue).sum();
    }

    Fault fault(Effect effect, String where) {
        return Fault.of(effect, where, at, at + span);
    }

    Fault wanDelay(double millis) {
        boolean both = draw.chance(0.5);
        return fault(Effect.LINK_DELAY, way.wanLink()).bothWays(both).millis(both ? millis / 2 : millis);
    }

    /** Adds what is wrong and need not be said. */
    void quietly(Fault fault) {
        faults.add(fault);
    }

    /** Adds what is wrong and what should be said of it. */
    Truth add(Cause cause, Fault fault) {
        return add(Truth.of(cause, fault.where(), fault), fault);
    }

    Truth add(Truth truth, Fault fault) {
        faults.add(fault);
        truths.add(truth);
        return truth;
    }

    void gap(double from, double to) {
        gaps.put(from, to);
    }

    Scenario build(String kind, long seed) {
        return new Scenario(
                kind,
                seed,
                ways,
                noise,
                interval,
                duration,
                dark,
                saysOrigin,
                clocks,
                hostSeconds,
                hostsMissing,
                hostNames,
                gaps,
                faults,
                truths.stream().map(truth -> truth.seenOver(ways, dark)).toList());
    }
}
