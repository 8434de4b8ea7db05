package dev.insight.benchmarks.diagnosis;

import java.util.HashMap;
import java.util.Map;

/** How the world without faults changes with time: wandering delays, load, congestion and deployments. */
final class Weather {
    private static final double LOAD_SECONDS = 60;
    private static final double DAY = 86_400;

    private final Scenario scenario;
    private final Noise noise;
    private final double dayPhase;
    private final Map<String, Walk> walks = new HashMap<>();
    private final Map<String, Steps> steps = new HashMap<>();
    private final Map<String, Double> offsets = new HashMap<>();

    Weather(Scenario scenario) {
        this.scenario = scenario;
        noise = scenario.noise();
        dayPhase = Draw.of(scenario.seed(), "day").between(0, 2 * Math.PI);
    }

    /** A link's base delay as a factor near 1, the same both ways. */
    double link(double t, Site site, String pair) {
        double own = walk("wander " + pair, noise.wanderSeconds()).at(t);
        double shared = noise.common() == 0
                ? 0
                : walk("wander of " + site.region(), noise.wanderSeconds()).at(t);
        double share = noise.common();
        return factor(Math.sqrt(1 - share) * own + Math.sqrt(share) * shared);
    }

    /** A service's time as a factor near 1. */
    double service(double t, String name) {
        return factor(walk("wander " + name, noise.wanderSeconds()).at(t));
    }

    private double factor(double walked) {
        return Math.max(0.9, 1 + noise.wander() * walked);
    }

    /** The CPU of an instance, before faults. */
    double load(double t, String node) {
        double day = noise.diurnal() * Math.sin(2 * Math.PI * t / DAY + dayPhase);
        double value = noise.baseLoad() * (1 + day)
                + (noise.baseLoad() > 0
                        ? 0.05 * walk("load " + node, LOAD_SECONDS).at(t)
                        : 0);
        return Math.min(0.9, Math.max(0.02, value));
    }

    /** Milliseconds that a congestion adds to a link. */
    double burst(double t, String pair) {
        return steps.computeIfAbsent(
                        "burst " + pair,
                        key -> Steps.bursts(draw(key), seconds(), noise.burstsPerHour(), noise.burstMillis()))
                .at(t);
    }

    /** Milliseconds that the version now deployed takes more. */
    double deployed(double t, String hop) {
        return steps.computeIfAbsent(
                        "deployed " + hop,
                        key -> Steps.levels(draw(key), seconds(), noise.deploymentsPerDay(), noise.deploymentMillis()))
                .at(t);
    }

    /** Milliseconds of work that a hop has with a call. */
    double work(Site site) {
        return offsets.computeIfAbsent(site.name(), name -> {
            Draw draw = draw("work " + name);
            return switch (site.role()) {
                case "gateway" -> draw.betweenLog(0.5, 3);
                case "mediary" -> draw.betweenLog(0.3, 2.5);
                default -> draw.betweenLog(1, 20);
            };
        });
    }

    /** How much longer than its like an instance takes, as a factor. */
    double instance(String node) {
        return offsets.computeIfAbsent(
                node, key -> Math.exp(draw("instance " + key).gauss() * noise.instanceSpread() / 2));
    }

    /** How far an instance's wall clock is off, in seconds. */
    double clock(double t, String hop, String node) {
        double off = offsets.computeIfAbsent("clock " + node, key -> draw(key).gauss() * 0.004);
        for (Fault fault : scenario.faults()) {
            off += fault.hits(Effect.CLOCK_STEP, hop, node) ? fault.strength(t) * fault.millis() / 1e3 : 0;
        }
        return off;
    }

    private Walk walk(String name, double memorySeconds) {
        return walks.computeIfAbsent(name, key -> new Walk(draw(key), seconds(), memorySeconds));
    }

    private Draw draw(String name) {
        return Draw.of(scenario.seed(), name);
    }

    private double seconds() {
        return scenario.durationSeconds() + 10;
    }

    /** The two ends of a link in one order, so that both directions share its weather. */
    static String pair(String a, String b) {
        return a.compareTo(b) < 0 ? a + ">" + b : b + ">" + a;
    }
}
