package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.HostLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays a scenario to detectors, and measures what its faults really do. */
final class Simulation {
    /** What happens at a time: a probe of a way, or nothing but time; {@code hops} is what a partial probe passes. */
    private record Event(double t, int order, int way, int hops, long sequence) {}

    private static final int TICK = -1;
    private static final int HOSTS = -2;

    private final Scenario scenario;
    private final Weather weather;
    private final CallModel model;
    private final List<Detector> detectors;
    private final Map<Truth, Damage> damages = new LinkedHashMap<>();
    private long number;

    private Simulation(Scenario scenario, List<Detector> detectors) {
        this.scenario = scenario;
        this.detectors = detectors;
        weather = new Weather(scenario);
        model = new CallModel(scenario, weather);
        scenario.truths().forEach(truth -> damages.put(truth, new Damage()));
    }

    /** Plays all; returns what each truth's faults did to calls. */
    static Map<Truth, Damage> play(Scenario scenario, List<? extends Detector> detectors) {
        Simulation simulation = new Simulation(scenario, List.copyOf(detectors));
        simulation.run();
        return simulation.damages;
    }

    private void run() {
        for (Way way : scenario.ways()) {
            detectors.forEach(detector -> detector.added(way.probe()));
        }
        for (Event event : events()) {
            if (event.way == TICK) {
                each(detector -> detector.advance(CallRecord.micros(event.t)), event.t);
            } else if (event.way == HOSTS) {
                hosts(event.t);
            } else {
                probe(event);
            }
        }
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        List<Way> ways = scenario.ways();
        for (Way way : ways) {
            Draw phase = Draw.of(scenario.seed(), "phase " + way.id());
            long sequence = 0;
            int all = way.sites().size();
            for (double t = phase.between(0, scenario.intervalSeconds());
                    t < scenario.durationSeconds();
                    t += scenario.intervalSeconds()) {
                events.add(new Event(t, 1, way.number(), all, sequence++));
            }
            double every = way.probe().partialInterval().toMillis() / 1e3;
            for (double t = phase.between(0, every);
                    every > 0 && all > 1 && t < scenario.durationSeconds();
                    t += every) {
                events.add(new Event(t, 2, way.number(), (int) (sequence % (all - 1)) + 1, sequence / (all - 1)));
                sequence++;
            }
        }
        for (double t = 0; t < scenario.durationSeconds(); t += scenario.intervalSeconds()) {
            events.add(new Event(t, 3, TICK, 0, 0));
        }
        for (double t = 0; scenario.hostSeconds() > 0 && t < scenario.durationSeconds(); t += scenario.hostSeconds()) {
            events.add(new Event(t, 0, HOSTS, 0, 0));
        }
        events.sort(Comparator.comparingDouble(Event::t)
                .thenComparingInt(Event::order)
                .thenComparingInt(Event::way));
        return events;
    }

    private void each(Consumer<Detector> told, double t) {
        if (scenario.isRecorded(t)) {
            detectors.forEach(told);
        }
    }

    private void probe(Event event) {
        Way way = scenario.ways().get(event.way);
        boolean whole = event.hops == way.sites().size();
        long call = number++;
        List<Fault> active = active(event.t, List.of());
        Call sent = model.send(event.t, way, call, event.hops, active);
        String stop = whole ? null : way.sites().get(event.hops - 1).name();
        if (whole && !active.isEmpty()) {
            damages.forEach((truth, damage) -> {
                if (truth.from() <= event.t && event.t < truth.to()) {
                    damage.add(way, sent, model.send(event.t, way, call, event.hops, active(event.t, truth.faults())));
                }
            });
        }
        CallRecord record = CallRecord.of(sent, scenario, weather, stop, event.sequence);
        each(detector -> detector.observe(record.result(), record.decomposition()), event.t);
    }

    private List<Fault> active(double t, List<Fault> without) {
        List<Fault> active = List.of();
        for (Fault fault : scenario.faults()) {
            if (fault.strength(t) > 0 && !without.contains(fault)) {
                active = active.isEmpty() ? new ArrayList<>() : active;
                active.add(fault);
            }
        }
        return active;
    }

    private void hosts(double t) {
        Map<String, Site> sites = new LinkedHashMap<>();
        scenario.ways().forEach(way -> way.sites().forEach(site -> sites.putIfAbsent(site.name(), site)));
        for (Site site : sites.values()) {
            if (site.isService() || scenario.hostsMissing().contains(site.name())) {
                continue;
            }
            for (String node : site.nodes()) {
                @Nullable
                String named = switch (scenario.hostNames()) {
                    case AS_STAMPED -> node;
                    case OTHER -> "vm-" + Integer.toHexString(node.hashCode());
                    case NONE -> null;
                };
                HostLoad load = new HostLoad(site.name(), named, CallRecord.micros(t), cpu(t, site, node));
                each(detector -> detector.observe(load), t);
            }
        }
    }

    private double cpu(double t, Site site, String node) {
        double cpu = weather.load(t, node);
        for (Fault fault : active(t, List.of())) {
            if (fault.hits(Effect.OVERLOAD, site.name(), node) || fault.hits(Effect.BUSY_HOST, site.name(), node)) {
                cpu = Math.max(cpu, cpu + (fault.share() - cpu) * fault.strength(t));
            }
        }
        double noise =
                Draw.of(Objects.hash(scenario.seed(), node), Math.round(t)).gauss() * 0.01;
        return Math.min(1, Math.max(0, cpu + noise));
    }
}
