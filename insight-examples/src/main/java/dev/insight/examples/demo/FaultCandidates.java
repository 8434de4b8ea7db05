package dev.insight.examples.demo;

import dev.insight.examples.lab.FaultKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Faults that a shell may offer: every kind with every component that can have it, but of links only those over oceans. */
final class FaultCandidates implements Iterable<String> {
    private static final List<String> REGIONS = List.of("eu", "sg", "us");
    private static final List<String> FORWARDERS = List.of("gateway", "mediary");
    private static final List<String> OCEANS = REGIONS.stream()
            .flatMap(from ->
                    REGIONS.stream().filter(to -> !to.equals(from)).map(to -> "mediary-" + from + ">mediary-" + to))
            .toList();
    private static final Map<FaultKind, List<String>> ROLES = Map.of(
            FaultKind.HOP_OVERLOADED, FORWARDERS,
            FaultKind.HOP_SLOW, FORWARDERS,
            FaultKind.HOP_FAILING, FORWARDERS,
            FaultKind.HOP_DOWN, FORWARDERS,
            FaultKind.HOST_BUSY, List.of("gateway", "mediary", "service"),
            FaultKind.SERVICE_SLOW, List.of("service"),
            FaultKind.SERVICE_FAILING, List.of("service"),
            FaultKind.TLS_FAILING, List.of("gateway"),
            FaultKind.DNS_FAILING, List.of("prober"),
            FaultKind.PROBER_IMPAIRED, List.of("prober"));

    @Override
    public Iterator<String> iterator() {
        List<String> faults = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            for (String role : ROLES.getOrDefault(kind, List.of())) {
                REGIONS.forEach(region -> faults.add(kind.label() + "@" + role + "-" + region));
            }
            if (kind.label().startsWith("link_")) {
                OCEANS.forEach(link -> faults.add(kind.label() + "@" + link));
            }
        }
        return faults.iterator();
    }
}
