package dev.insight.benchmarks.lab;

import dev.insight.probe.Probe;
import dev.insight.probe.Target;
import dev.insight.probe.Tls;
import dev.insight.runner.config.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a lab's probes as configuration files: what a user of the runner would have written. */
final class ProberConfig {
    private ProberConfig() {}

    /** One file for each source region. */
    static List<Path> write(List<Probe> probes, Path directory) throws IOException {
        Map<String, List<Probe>> regions = new LinkedHashMap<>();
        for (Probe probe : probes) {
            regions.computeIfAbsent(probe.path().source(), region -> new ArrayList<>())
                    .add(probe);
        }
        List<Path> files = new ArrayList<>();
        for (var region : regions.entrySet()) {
            Path file = directory.resolve("insight-" + region.getKey() + ".yaml");
            Files.writeString(file, text(region.getKey(), region.getValue()));
            files.add(file);
        }
        return files;
    }

    private static String text(String region, List<Probe> probes) {
        // A route of one name has other hops for each target, so each target has a route of its own in a file.
        StringBuilder text = new StringBuilder("region: " + region + "\nroutes:\n");
        Set<String> routes = new LinkedHashSet<>();
        for (Probe probe : probes) {
            String name = probe.route().name();
            if (routes.add(name)) {
                String target = probe.path().target();
                List<String> hops = probe.route().hops().stream()
                        .map(hop -> "\"" + hop.replaceAll("-" + target + "$", "-\\${target}") + "\"")
                        .toList();
                text.append("  ").append(name).append(": { hops: ").append(hops).append(" }\n");
            }
        }
        text.append("targets:\n");
        probes.forEach(probe -> text.append(target(probe)));
        return text.toString();
    }

    private static String target(Probe probe) {
        Target target = probe.target();
        StringBuilder text = new StringBuilder("  - { region: " + target.region() + ", service: " + target.service()
                + ", route: " + probe.route().name() + ", address: \"" + target.address() + "\"");
        if (target.authority() != null) {
            text.append(", authority: ").append(target.authority());
        }
        if (!target.metadata().isEmpty()) {
            text.append(", metadata: { ");
            target.metadata().forEach((name, value) -> text.append(name + ": " + value + " "));
            text.append("}");
        }
        Tls tls = target.tls();
        if (tls != null) {
            text.append(", tls: { ca: \"").append(tls.ca()).append("\" }");
        }
        return text.append(", interval: ")
                .append(DurationText.format(probe.interval()))
                .append(", timeout: ")
                .append(DurationText.format(probe.timeout()))
                .append(", cold_interval: ")
                .append(DurationText.format(probe.coldInterval()))
                .append(", partial_interval: ")
                .append(DurationText.format(probe.partialInterval()))
                .append(" }\n")
                .toString();
    }
}
