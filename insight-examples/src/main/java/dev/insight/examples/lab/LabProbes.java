package dev.insight.examples.lab;

import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.Tls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The probes of a lab.
 *
 * @param certificate whom probers trust
 * @param names what they call those they connect to
 * @param entries where they connect, by the link, {@code a>b}
 */
record LabProbes(Path certificate, LabNames names, Map<String, InetSocketAddress> entries) {
    private static final String SERVICE = "payments";

    /** One for each pair of {@code regions}, forwarded and direct. */
    List<Probe> all(List<String> regions, Duration interval) {
        List<Probe> probes = new ArrayList<>();
        for (String source : regions) {
            for (String target : regions) {
                if (!source.equals(target)) {
                    probes.add(forwarded(source, target, interval));
                    probes.add(direct(source, target, interval));
                }
            }
        }
        return probes;
    }

    private Probe forwarded(String source, String target, Duration interval) {
        Place gateway = Place.gateway(source);
        Target called = Target.builder(target, SERVICE, address(Place.prober(source), gateway))
                .authority(gateway.name() + ".lab")
                .metadata(Map.of(LabHop.TARGET_REGION.name(), target))
                .tls(new Tls(certificate, null, null))
                .build();
        Route route = Route.of(
                "forwarded",
                gateway.name(),
                Place.mediary(source).name(),
                Place.mediary(target).name(),
                Place.gateway(target).name(),
                Place.service(target).name());
        return probe(source, called, route, interval);
    }

    private Probe direct(String source, String target, Duration interval) {
        Place service = Place.service(target);
        Target called = Target.builder(target, SERVICE, address(Place.prober(source), service))
                .build();
        return probe(source, called, Route.of("direct", service.name()), interval);
    }

    private static Probe probe(String source, Target called, Route route, Duration interval) {
        return Probe.builder(source, called, route)
                .interval(interval)
                .coldInterval(Duration.ofSeconds(15))
                .partialInterval(Duration.ofSeconds(5))
                .build();
    }

    private String address(Place prober, Place entry) {
        InetSocketAddress address = entries.get(prober + ">" + entry);
        if (address == null) {
            throw new IllegalStateException("no way from " + prober + " to " + entry);
        }
        return "dns:///" + names.host(entry.name(), prober.region()) + ":" + address.getPort();
    }
}
