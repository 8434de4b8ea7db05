package dev.insight.diagnosis;

import dev.insight.decomposition.Decomposer;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopStampBuilder;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A forwarding layer between three regions, as probes every five seconds see it, with quiet noise and with what a test
 * makes wrong. Deterministic.
 */
final class SimulatedLayer {
    static final long SECOND = 1_000_000;
    private static final long START = 1_760_000_000L * SECOND;
    private static final long INTERVAL = 5 * SECOND;

    private final Random random = new Random(7);
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Diagnoser diagnoser;
    private final List<Probe> probes = new ArrayList<>();
    private final Map<String, Double> extraMillis = new HashMap<>();
    private final Map<String, Double> queueMillis = new HashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Map<String, Failure> failuresBetween = new LinkedHashMap<>();
    private final Set<String> dark;
    private long nowMicros = START;
    private boolean saysOrigin = true;
    private double pausedShare;
    private boolean allPause;
    private double stallShare;
    private double vanishShare;
    private double earlyShare;
    private double messageShare;
    private String stalledLink = "";
    private int sequence;

    /** How calls that come to a hop end there. */
    record Failure(String code, Phase phase, boolean isBefore, boolean vanishes, double share) {}

    SimulatedLayer(String... darkHops) {
        this(Diagnoser::create, true, darkHops);
    }

    /** One path. */
    static SimulatedLayer lone(String... darkHops) {
        return new SimulatedLayer(Diagnoser::create, false, darkHops);
    }

    /** Services are called straight as well, over links between regions of their own. */
    static SimulatedLayer withDirect(String... darkHops) {
        SimulatedLayer made = new SimulatedLayer(darkHops);
        for (Probe forwarded : List.copyOf(made.probes)) {
            Target target = forwarded.target();
            Probe direct = Probe.builder(
                            forwarded.path().source(), target, Route.of("direct", "service-" + target.region()))
                    .interval(forwarded.interval())
                    .build();
            made.probes.add(direct);
            made.diagnoser.added(direct);
        }
        return made;
    }

    /** Services are called {@code name} in every region, do not stamp, and are called straight as well. */
    static SimulatedLayer ofOneService(String name) {
        SimulatedLayer made = withDirect(name);
        made.probes.forEach(made.diagnoser::removed);
        made.probes.replaceAll(probe -> {
            List<String> hops = new ArrayList<>(probe.route().hops());
            hops.set(hops.size() - 1, name);
            return Probe.builder(
                            probe.path().source(),
                            probe.target(),
                            new Route(probe.route().name(), hops))
                    .interval(probe.interval())
                    .build();
        });
        made.probes.forEach(made.diagnoser::added);
        return made;
    }

    SimulatedLayer(Function<Consumer<Verdict>, Diagnoser> maker) {
        this(maker, true);
    }

    private SimulatedLayer(Function<Consumer<Verdict>, Diagnoser> maker, boolean isMesh, String... darkHops) {
        diagnoser = maker.apply(verdicts::add);
        dark = Set.of(darkHops);
        for (String source : List.of("eu", "sg", "us")) {
            for (String target : List.of("eu", "sg", "us")) {
                if (isMesh ? !source.equals(target) : source.equals("eu") && target.equals("sg")) {
                    probes.add(probe(source, target));
                }
            }
        }
        probes.forEach(diagnoser::added);
    }

    /** A layer whose diagnoser knows what was saved by another, and goes on at {@code micros}. */
    SimulatedLayer(byte[] saved, long micros) throws IOException {
        this();
        probes.forEach(diagnoser::removed);
        nowMicros = micros;
        diagnoser.restore(new ByteArrayInputStream(saved), micros);
        probes.forEach(diagnoser::added);
    }

    static Probe probe(String source, String target) {
        Route route = Route.of(
                "forwarded",
                "gateway-" + source,
                "mediary-" + source,
                "mediary-" + target,
                "gateway-" + target,
                "service-" + target);
        Target called = Target.builder(target, "echo", "sim:1").build();
        return Probe.builder(source, called, route)
                .interval(Duration.ofSeconds(5))
                .build();
    }

    Diagnoser diagnoser() {
        return diagnoser;
    }

    List<Probe> probes() {
        return probes;
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    long nowMicros() {
        return nowMicros;
    }

    /** A hop's own time, or the time of a link {@code a>b}, grows by {@code millis}; 0 takes it back. */
    SimulatedLayer slow(String component, double millis) {
        extraMillis.put(component, millis);
        return this;
    }

    /** A hop's queue, and so its own time, grows. */
    SimulatedLayer queue(String hop, double millis) {
        queueMillis.put(hop, millis);
        return this;
    }

    SimulatedLayer fail(String hop, Failure failure) {
        failures.put(hop, failure);
        return this;
    }

    /** The same of calls that come from another hop, and not from a prober. */
    SimulatedLayer failBetween(String hop, Failure failure) {
        failuresBetween.put(hop, failure);
        return this;
    }

    SimulatedLayer repair() {
        extraMillis.clear();
        queueMillis.clear();
        failures.clear();
        failuresBetween.clear();
        messageShare = 0;
        pausedShare = 0;
        allPause = false;
        stallShare = 0;
        vanishShare = 0;
        earlyShare = 0;
        return this;
    }

    SimulatedLayer blunt() {
        saysOrigin = false;
        return this;
    }

    /** Of what the prober in eu sends, so much starts late. */
    SimulatedLayer pause(double share) {
        pausedShare = share;
        return this;
    }

    /** The same of all probers, as when they share a machine. */
    SimulatedLayer pauseAll(double share) {
        allPause = true;
        return pause(share);
    }

    SimulatedLayer lose(String link, double share) {
        stalledLink = link;
        stallShare = share;
        return this;
    }

    /** Over the link that packets are lost on, so many lose the message alone: the service has the headers, and waits. */
    SimulatedLayer loseMessages(double share) {
        messageShare = share;
        return this;
    }

    /** Of calls over the link that packets are lost on, so many come too late. */
    SimulatedLayer vanish(double share) {
        vanishShare = share;
        return this;
    }

    /** Services behind a queue get the headers early, and wait for the message for so much of the queue. */
    SimulatedLayer early(double share) {
        earlyShare = share;
        return this;
    }

    /** The prober is not there for so long. */
    SimulatedLayer skip(Duration duration) {
        nowMicros += duration.toNanos() / 1_000;
        return this;
    }

    SimulatedLayer load(String hop, double cpu) {
        diagnoser.observe(new HostLoad(hop, hop + "-1", nowMicros, cpu));
        return this;
    }

    /** All paths are measured anew, as when their interval is changed. */
    SimulatedLayer again() {
        probes.forEach(diagnoser::removed);
        probes.forEach(diagnoser::added);
        return this;
    }

    /** Lets probes run for so long. */
    SimulatedLayer run(Duration duration) {
        long end = nowMicros + duration.toNanos() / 1_000;
        while (nowMicros < end) {
            for (int i = 0; i < probes.size(); i++) {
                Probe probe = probes.get(i);
                long at = nowMicros + INTERVAL * i / probes.size();
                call(probe, null, at);
                List<String> hops = probe.route().hops();
                if (sequence % 3 == 0 && hops.size() > 1) {
                    call(probe, hops.get((sequence / 3 + i) % (hops.size() - 1)), at);
                }
            }
            nowMicros += INTERVAL;
            sequence++;
        }
        diagnoser.advance(nowMicros);
        return this;
    }

    /** A cold probe of the path from {@code source} to {@code target} ends so, now. */
    SimulatedLayer cold(String source, String target, Outcome outcome) {
        Probe probe = probe(source, target);
        Slot slot = new Slot(probe, ProbeKind.COLD, null, sequence, nowMicros * 1_000, nowMicros);
        tell(ProbeResult.builder(slot, outcome).build(), probe, probe.route().hops());
        return this;
    }

    private void call(Probe probe, @Nullable String stop, long at) {
        List<String> all = probe.route().hops();
        List<String> hops = stop == null ? all : all.subList(0, all.indexOf(stop) + 1);
        Slot slot = new Slot(probe, stop == null ? ProbeKind.WARM : ProbeKind.PARTIAL, stop, sequence, at * 1_000, at);
        boolean mayPause = allPause || probe.path().source().equals("eu");
        boolean isPaused = mayPause && pausedShare > 0 && random.nextDouble() < pausedShare;
        int last = hops.size() - 1;
        Failure failure = null;
        for (int i = 0; i < hops.size() && failure == null; i++) {
            Failure here = i == 0 ? null : failuresBetween.get(hops.get(i));
            here = here == null ? failures.get(hops.get(i)) : here;
            boolean isReached = here != null && (here.phase() == Phase.RPC || i == 0);
            if (isReached && random.nextDouble() < here.share()) {
                failure = here;
                last = here.isBefore() ? i - 1 : i;
            }
        }
        for (int i = 1; i <= last && failure == null; i++) {
            if (isLossy(hops.get(i - 1), hops.get(i)) && vanishShare > 0 && random.nextDouble() < vanishShare) {
                failure = new Failure("DEADLINE_EXCEEDED", Phase.RPC, true, true, 1);
            }
        }
        String origin = failure == null ? null : failure.isBefore() ? "up" : "own";
        Map<String, Double> queues = new HashMap<>();
        queueMillis.forEach((hop, mean) -> queues.put(hop, mean * -Math.log(1 - random.nextDouble())));
        double inner = 0;
        List<HopStamp> stamps = new ArrayList<>();
        for (int i = last; i >= 0; i--) {
            String hop = hops.get(i);
            double queue = queues.getOrDefault(hop, 0.0);
            double total = inner
                    + noisy(i == all.size() - 1 ? 2.5 : 0.6)
                    + queue
                    + extraMillis.getOrDefault(hop, 0.0)
                    + extraMillis.getOrDefault(hop + " in " + probe.path().target(), 0.0);
            if (i == all.size() - 1) {
                total += messageShare > 0 && isLossy(all) && random.nextDouble() < messageShare ? 250 : 0;
                total += earlyShare
                        * all.stream()
                                .mapToDouble(each -> queues.getOrDefault(each, 0.0))
                                .sum();
            }
            if (!dark.contains(hop)) {
                stamps.add(
                        0,
                        stamp(hop, total, i == last && failure == null && stop == null ? -1 : inner, queue)
                                .origin(i == last && saysOrigin && origin != null ? origin(origin) : null)
                                .build());
            }
            inner = total + link(i == 0 ? "prober-" + probe.path().source() : hops.get(i - 1), hop);
        }
        if (failure != null) {
            Outcome outcome = Outcome.failed(failure.code(), failure.phase(), null);
            HopPath path = failure.vanishes() ? HopPath.empty() : HopPath.of(stamps.toArray(new HopStamp[0]));
            tell(ProbeResult.builder(slot, outcome).path(path).build(), probe, hops);
        } else {
            tell(
                    ProbeResult.builder(slot, Outcome.ok())
                            .latencyNanos(nanos(inner))
                            .startLagNanos(nanos(isPaused ? 40 : 0.2))
                            .tainted(isPaused)
                            .path(HopPath.of(stamps.toArray(new HopStamp[0])))
                            .build(),
                    probe,
                    hops);
        }
    }

    private void tell(ProbeResult result, Probe probe, List<String> hops) {
        diagnoser.observe(
                result,
                Decomposer.decompose("prober-" + probe.path().source(), result.latencyNanos(), result.path(), hops));
    }

    private HopStampBuilder stamp(String hop, double total, double upstream, double queue) {
        return HopStamp.builder(hop)
                .role(hop.substring(0, hop.indexOf('-')))
                .node(hop + "-" + (1 + random.nextInt(2)))
                .totalNanos(nanos(total))
                .upstreamNanos(upstream < 0 ? HopStamp.ABSENT : nanos(upstream))
                .queueNanos(nanos(queue));
    }

    private double link(String from, String to) {
        boolean isForwarded = from.startsWith("mediary") && to.startsWith("mediary");
        boolean isLong = isForwarded || (from.startsWith("prober") && !to.startsWith("gateway"));
        double extra = extraMillis.getOrDefault(from + ">" + to, 0.0) + extraMillis.getOrDefault(to + ">" + from, 0.0);
        double stall = isLossy(from, to) && random.nextDouble() < stallShare ? 250 : 0;
        return noisy(isLong ? 120 : 0.4) + extra + stall;
    }

    private boolean isLossy(List<String> hops) {
        for (int i = 1; i < hops.size(); i++) {
            if (isLossy(hops.get(i - 1), hops.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isLossy(String from, String to) {
        return stalledLink.equals(from + ">" + to) || stalledLink.equals(to + ">" + from);
    }

    private double noisy(double millis) {
        double sigma = millis > 5 ? 0.004 : 0.12;
        return millis * Math.exp(sigma * random.nextGaussian());
    }

    private static HopStamp.Origin origin(String origin) {
        return origin.equals("up") ? HopStamp.Origin.UP : HopStamp.Origin.OWN;
    }

    private static long nanos(double millis) {
        return (long) (millis * 1e6);
    }
}
