package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Knows what each kind of fault does to which part of the lab. Thread-safe. */
final class FaultEffects {
    private static final System.Logger LOG = System.getLogger(FaultEffects.class.getName());

    private final List<String> regions;
    private final Map<Place, LabHop> hops;
    private final Wires wires;
    private final LabNames names;
    private final LabCertificates authority;
    private final LabTimer timer;

    FaultEffects(
            List<String> regions,
            Map<Place, LabHop> hops,
            Wires wires,
            LabNames names,
            LabCertificates authority,
            LabTimer timer) {
        this.regions = regions;
        this.hops = hops;
        this.wires = wires;
        this.names = names;
        this.authority = authority;
        this.timer = timer;
    }

    void showGoodCertificates() throws GeneralSecurityException {
        for (LabHop hop : hops.values()) {
            if (hop.place().isGateway()) {
                hop.show(authority.issue(certified(hop), Instant.now().minus(Duration.ofHours(1))));
            }
        }
    }

    /**
     * Makes {@code fault} ready.
     *
     * @throws IllegalArgumentException when this lab has no such component
     */
    Effect of(Fault fault) {
        Effect steady = steady(fault);
        Duration flap = fault.flap();
        return flap.isZero() ? steady : new Flapping(steady, timer, flap.toNanos());
    }

    private Effect steady(Fault fault) {
        return switch (fault.kind()) {
            case HOP_OVERLOADED -> overloaded(hop(fault, "gateway", "mediary"), fault);
            case HOST_BUSY -> busy(hop(fault, "gateway", "mediary", "service"), fault.duration());
            case HOP_SLOW -> slow(hop(fault, "gateway", "mediary"), fault.duration());
            case SERVICE_SLOW -> slow(hop(fault, "service"), fault.duration());
            case HOP_FAILING -> failing(hop(fault, "gateway", "mediary"), fault);
            case SERVICE_FAILING -> failing(hop(fault, "service"), fault);
            case HOP_DOWN -> down(hop(fault, "gateway", "mediary"));
            case LINK_DEGRADED -> {
                Leg leg = wires.leg(fault.component());
                long ramp = fault.ramp().toNanos();
                yield ramp == 0 ? disturbed(fault.weather(), leg) : new Worsening(fault.weather(), leg, timer, ramp);
            }
            case LINK_DOWN ->
                disturbed(
                        new Weather(0, 0, 0, 0, false), wires.leg(fault.component()), wires.legBack(fault.component()));
            case DNS_FAILING -> nameless(prober(fault));
            case TLS_FAILING -> badCertificate(hop(fault, "gateway"), "untrusted".equals(fault.value()));
            case PROBER_IMPAIRED -> standstill(prober(fault), fault.duration());
        };
    }

    private Effect overloaded(LabHop hop, Fault fault) {
        long nanos = fault.duration().toNanos();
        String name = hop.place().name();
        return switch (fault.by()) {
            case "burn" -> () -> Burn.start(name, hop.host(), (long) (nanos * LabHost.PROCESSORS), false)::end;
            case "threads" -> () -> Starvation.start(hop.executor(), nanos)::end;
            default -> () -> Overload.start(hop.executor(), timer, nanos)::end;
        };
    }

    private static Effect busy(LabHop hop, Duration length) {
        long nanos = (long) (length.toNanos() * LabHost.PROCESSORS);
        return () -> Burn.start(hop.place().name(), hop.host(), nanos, true)::end;
    }

    private static Effect slow(LabHop hop, Duration delay) {
        return () -> {
            hop.troubles().add(delay);
            return () -> hop.troubles().remove(delay);
        };
    }

    private static Effect failing(LabHop hop, Fault fault) {
        Troubles.Failing failing = new Troubles.Failing(Amounts.code(String.valueOf(fault.value())), fault.share());
        return () -> {
            hop.troubles().add(failing);
            return () -> hop.troubles().remove(failing);
        };
    }

    private Effect down(LabHop hop) {
        List<Relay> ways = wires.to(hop.place().name());
        return () -> {
            ways.forEach(Relay::refuse);
            hop.stop();
            return () -> {
                try {
                    hop.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(hop.place() + " does not come back", e);
                }
                ways.forEach(Relay::accept);
                hops.values().forEach(LabHop::reconnect);
            };
        };
    }

    private static Effect disturbed(Weather weather, Leg... legs) {
        return () -> {
            for (Leg leg : legs) {
                leg.disturb(weather);
            }
            return () -> {
                for (Leg leg : legs) {
                    leg.clear(weather);
                }
            };
        };
    }

    private Effect nameless(Place prober) {
        if (!names.isUsable()) {
            throw new IllegalArgumentException(
                    "names cannot be made to fail, since this process looked one up before the"
                            + " lab could offer its own; call LabNames.install() first");
        }
        return () -> {
            names.fail(prober.region(), true);
            return () -> names.fail(prober.region(), false);
        };
    }

    private Effect badCertificate(LabHop hop, boolean untrusted) {
        try {
            LabCertificates.Identity bad = untrusted
                    ? LabCertificates.create()
                            .issue(certified(hop), Instant.now().minus(Duration.ofHours(1)))
                    : authority.issue(certified(hop), Instant.now().minus(Duration.ofDays(2)));
            LabCertificates.Identity good =
                    authority.issue(certified(hop), Instant.now().minus(Duration.ofHours(1)));
            List<Relay> ways = wires.to(hop.place().name());
            return () -> {
                hop.show(bad);
                ways.forEach(Relay::reset);
                return () -> {
                    hop.show(good);
                    hops.values().forEach(LabHop::reconnect);
                };
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the lab's certificates cannot be made", e);
        }
    }

    private static Effect standstill(Place prober, Duration pause) {
        return () -> {
            LOG.log(Level.INFO, "one process holds all of the lab, so not only {0} stands still", prober);
            return Standstill.start(Ticker.system(), pause)::close;
        };
    }

    private static List<String> certified(LabHop hop) {
        return List.of(hop.place().name() + ".lab");
    }

    private LabHop hop(Fault fault, String... roles) {
        List<LabHop> fitting = hops.values().stream()
                .filter(hop -> List.of(roles).contains(hop.place().role()))
                .toList();
        return fitting.stream()
                .filter(hop -> hop.place().name().equals(fault.component()))
                .findFirst()
                .orElseThrow(
                        () -> noSuch(fault, fitting.stream().map(LabHop::place).toList()));
    }

    private Place prober(Fault fault) {
        List<Place> probers = regions.stream().map(Place::prober).toList();
        return probers.stream()
                .filter(prober -> prober.name().equals(fault.component()))
                .findFirst()
                .orElseThrow(() -> noSuch(fault, probers));
    }

    private static IllegalArgumentException noSuch(Fault fault, List<Place> there) {
        return new IllegalArgumentException("fault \"" + fault + "\": "
                + fault.kind().label() + " cannot be of \"" + fault.component() + "\"; it can be of " + there);
    }
}
