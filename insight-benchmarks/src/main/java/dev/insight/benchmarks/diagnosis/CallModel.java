package dev.insight.benchmarks.diagnosis;

import dev.insight.hop.HopStamp.Origin;
import dev.insight.probe.Phase;
import java.util.List;

/**
 * Sends calls through the simulated layer. A call's noise depends on the scenario's seed and the call's number alone, so
 * the same call can be sent with and without a fault and differs by what the fault does to it.
 */
final class CallModel {
    static final double TIMEOUT_MILLIS = 2000;
    private static final double RTO_MILLIS = 200;
    private static final int MOST_LOSSES = 6;
    private static final double LAN_MILLIS = 1;
    /** Long calls mostly wait for others, and do not hold the processor for which the next call queues. */
    private static final double MOST_QUEUED_WORK = 3;

    private final Scenario scenario;
    private final Noise noise;
    private final Weather weather;
    private final CallFaults calls = new CallFaults();

    CallModel(Scenario scenario, Weather weather) {
        this.scenario = scenario;
        this.weather = weather;
        noise = scenario.noise();
    }

    /**
     * Sends one call.
     *
     * @param number of the call within the scenario
     * @param hops how many of the way's hops it shall pass
     */
    Call send(double t, Way way, long number, int hops, List<Fault> faults) {
        Draw draw = Draw.of(scenario.seed(), number);
        Call call = new Call(t, way, hops);
        call.overhead = 0.25 * Math.exp(0.2 * draw.gauss() * (noise.sigma() > 0 ? 1 : 0));
        call.lag = Math.abs(draw.gauss()) * 0.3;
        for (int i = 0; i < hops; i++) {
            pass(call, i, draw, faults, number);
        }
        for (Fault fault : faults) {
            calls.meet(fault, call, Draw.of(number, fault.effect().name() + fault.where()));
        }
        return end(call);
    }

    private void pass(Call call, int i, Draw draw, List<Fault> faults, long number) {
        Way way = call.way;
        Site site = way.sites().get(i);
        call.node[i] = site.nodes().get((int) (draw.unit() * site.nodes().size()));
        call.stampless[i] = scenario.dark().contains(site.name());
        String forward = way.link(i);
        String backward = site.name() + ">" + way.before(i);
        String pair = Weather.pair(way.before(i), site.name());
        double base = way.oneWayMillis().get(i) * weather.link(call.t, site, pair);
        double burst = way.wan().get(i) ? weather.burst(call.t, pair) : 0;
        call.forward[i] = base + burst + leg(base, loss(faults, call.t, forward, backward), draw);
        call.back[i] = base + burst + leg(base, loss(faults, call.t, backward, forward), draw);
        stay(call, i, site, draw, faults, number);
    }

    private double leg(double base, double loss, Draw draw) {
        double millis = Math.abs(draw.gauss()) * noise.sigma() * (0.15 + 0.02 * base);
        double luck = draw.unit();
        double rto = RTO_MILLIS + 2 * base;
        double odds = loss;
        for (int lost = 0; lost < MOST_LOSSES && luck < odds; lost++) {
            millis += rto;
            rto *= 2;
            odds *= loss;
        }
        return millis;
    }

    private double loss(List<Fault> faults, double t, String forward, String backward) {
        double loss = noise.loss();
        for (Fault fault : faults) {
            if (fault.onLink(Effect.LINK_LOSS, forward, backward)) {
                loss = Math.max(loss, fault.share() * fault.strength(t));
            }
        }
        return loss;
    }

    private void stay(Call call, int i, Site site, Draw draw, List<Fault> faults, long number) {
        String node = call.node[i];
        double base = weather.work(site);
        double work = base * weather.instance(node) * Math.exp(noise.sigma() * draw.gauss());
        if (site.isService()) {
            work *= weather.service(call.t, site.name());
        }
        double load = weather.load(call.t, node);
        double crosstalk = 0;
        for (Fault fault : faults) {
            if (fault.hits(Effect.OVERLOAD, site.name(), node)) {
                load = Math.min(0.995, load + Math.max(0, fault.share() - load) * fault.strength(call.t));
                crosstalk = fault.flagged() * fault.strength(call.t);
            }
        }
        double wait = Math.min(base, MOST_QUEUED_WORK) * 0.6 * load * load / (1 - load);
        boolean busy = draw.chance(load);
        double queued = draw.exponential(wait);
        call.queue[i] = busy && noise.baseLoad() > 0 ? queued : 0;
        boolean spikes = draw.chance(noise.spikeChance());
        double spike = noise.spikeShape() > 0
                ? draw.pareto(noise.spikeMillis(), noise.spikeShape())
                : draw.exponential(noise.spikeMillis());
        call.stay[i] = work + weather.deployed(call.t, site.name()) + call.queue[i] + (spikes ? spike : 0);
        if (crosstalk > 0) {
            Draw own = Draw.of(number, "crosstalk " + i);
            call.forward[i] += own.exponential(crosstalk * wait);
            call.back[i] += own.exponential(crosstalk * wait);
        }
    }

    private Call end(Call call) {
        if (call.phase != Phase.RPC) {
            call.latency = call.overhead + LAN_MILLIS + (call.last < 0 ? 0 : call.forward[0] + call.back[0]);
            call.last = -1;
            return call;
        }
        call.latency = call.overhead + call.forward[0] + call.back[0] + (call.last < 0 ? 0 : call.total(0));
        if (call.vanished || call.latency > TIMEOUT_MILLIS) {
            call.fail("DEADLINE_EXCEEDED", Phase.RPC, -1, (Origin) null);
            call.latency = TIMEOUT_MILLIS;
        }
        return call;
    }
}
