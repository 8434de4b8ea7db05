package dev.insight.benchmarks.diagnosis;

import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Regions, hops and paths, drawn at random. Immutable once drawn. */
final class Topology {
    private static final List<String> REGIONS = List.of("eu", "sg", "us", "jp", "br", "in", "za", "au");
    private static final double LAN_MILLIS = 0.2;

    private final Draw draw;
    private final Duration interval;
    private final Duration partialInterval;
    private final List<String> regions;
    private final List<String> services;
    private final List<String> nearRoles;
    private final List<String> farRoles;
    private final int minInstances;
    private final Map<String, Site> sites = new HashMap<>();
    private final Map<String, double[]> places = new HashMap<>();
    private final List<Way> ways = new ArrayList<>();

    private Topology(Draw draw, Shape shape) {
        this.draw = draw;
        this.interval = shape.interval();
        this.partialInterval = shape.partialInterval();
        this.minInstances = shape.minInstances();
        regions = shuffledRegions(draw.chance(0.3) ? 2 : draw.whole(3, draw.chance(0.2) ? 8 : 4));
        services = shape.twoServices() || draw.chance(0.15) ? List.of("payments", "orders") : List.of("echo");
        double form = draw.unit();
        nearRoles = form < 0.1 ? List.of("gateway") : List.of("gateway", "mediary");
        farRoles = form < 0.1 ? List.of("gateway") : form < 0.2 ? List.of("mediary") : List.of("mediary", "gateway");
        addWays(shape);
    }

    /**
     * What a scenario asks of its topology.
     *
     * @param minInstances of each hop
     * @param twoServices in each region
     * @param onePath and no more
     */
    record Shape(Duration interval, Duration partialInterval, int minInstances, boolean twoServices, boolean onePath) {}

    static Topology random(Draw draw, Shape shape) {
        return new Topology(draw, shape);
    }

    List<Way> ways() {
        return ways;
    }

    private List<String> shuffledRegions(int count) {
        List<String> rest = new ArrayList<>(REGIONS);
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            chosen.add(rest.remove(draw.whole(0, rest.size() - 1)));
        }
        return chosen;
    }

    private void addWays(Shape shape) {
        List<String[]> pairs = new ArrayList<>();
        for (String source : regions) {
            for (String target : regions) {
                if (!source.equals(target)) {
                    services.forEach(service -> pairs.add(new String[] {source, target, service}));
                }
            }
        }
        int most = shape.onePath() ? 1 : draw.chance(0.5) ? 20 : draw.whole(1, 20);
        while (pairs.size() > most) {
            pairs.remove(draw.whole(0, pairs.size() - 1));
        }
        boolean direct = !shape.onePath() && draw.chance(0.3);
        for (String[] pair : pairs) {
            addWay(pair[0], pair[1], pair[2], forwarded(pair[0], pair[1], pair[2]), "forwarded");
            if (direct && draw.chance(0.5)) {
                addWay(pair[0], pair[1], pair[2], List.of(service(pair[2], pair[1])), "direct");
            }
        }
    }

    private List<Site> forwarded(String source, String target, String service) {
        List<Site> chain = new ArrayList<>();
        nearRoles.forEach(role -> chain.add(site(role, role, source)));
        farRoles.forEach(role -> chain.add(site(role, role, target)));
        chain.add(service(service, target));
        return chain;
    }

    private Site service(String service, String region) {
        return site(service.equals("echo") ? "service" : service, "service", region);
    }

    private Site site(String kind, String role, String region) {
        return sites.computeIfAbsent(
                kind + "-" + region, key -> Site.of(kind, role, region, draw.whole(minInstances, 4)));
    }

    private void addWay(String source, String target, String service, List<Site> chain, String route) {
        List<Boolean> wan = new ArrayList<>();
        List<Double> delays = new ArrayList<>();
        String region = source;
        for (Site site : chain) {
            boolean crosses = !site.region().equals(region);
            wan.add(crosses);
            delays.add(crosses ? oneWayMillis(region, site.region()) : LAN_MILLIS);
            region = site.region();
        }
        String[] names = chain.stream().map(Site::name).toArray(String[]::new);
        Probe probe = Probe.builder(
                        source,
                        Target.builder(target, service, service + "." + target + ":443")
                                .build(),
                        Route.of(route, names))
                .interval(interval)
                .partialInterval(partialInterval)
                .build();
        ways.add(new Way(ways.size(), probe, chain, wan, delays));
    }

    /** From the places of the regions on a map whose edge light crosses in 90 ms, by the roads that fibre takes. */
    private double oneWayMillis(String a, String b) {
        double[] from = place(a);
        double[] to = place(b);
        return 4 + 90 * Math.hypot(from[0] - to[0], from[1] - to[1]);
    }

    private double[] place(String region) {
        return places.computeIfAbsent(region, key -> new double[] {draw.unit(), draw.unit()});
    }
}
