package dev.insight.benchmarks.diagnosis;

import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A path through the simulated layer: link {@code i} leads to site {@code i}. Immutable.
 *
 * @param number among the topology's paths
 * @param probe what measures it
 * @param sites the hops, from the prober outward, the service last
 * @param wan which of the links cross regions
 * @param oneWayMillis each link's base delay
 */
record Way(int number, Probe probe, List<Site> sites, List<Boolean> wan, List<Double> oneWayMillis) {
    Way {
        sites = List.copyOf(sites);
        wan = List.copyOf(wan);
        oneWayMillis = List.copyOf(oneWayMillis);
    }

    PathId id() {
        return probe.path();
    }

    String prober() {
        return "prober-" + id().source();
    }

    /** The name at an end of link {@code i}: before the first site there is the prober. */
    String before(int i) {
        return i == 0 ? prober() : sites.get(i - 1).name();
    }

    String link(int i) {
        return before(i) + ">" + sites.get(i).name();
    }

    /** The prober and all sites. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(prober());
        sites.forEach(site -> names.add(site.name()));
        return names;
    }

    /** All that can be to blame on this way: hops and links. */
    List<String> components() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            all.add(link(i));
            all.add(sites.get(i).name());
        }
        return all;
    }

    /** The link that crosses regions. */
    String wanLink() {
        return link(wan.indexOf(true));
    }

    boolean isForwarded() {
        return sites.size() > 1;
    }

    /** Where {@code component} begins and ends among {@link #names}, or null if it is not on this way. */
    int[] span(String component) {
        String[] ends = component.split(">");
        List<String> names = names();
        int a = names.indexOf(ends[0]);
        int b = names.indexOf(ends[ends.length - 1]);
        return a < 0 || b < 0 ? new int[0] : new int[] {Math.min(a, b), Math.max(a, b)};
    }

    /**
     * What a reader can name at best where {@code dark} hops do not stamp: the segment between the nearest that do; the
     * component itself where all stamp, null when it is not on this way.
     */
    String visible(String component, Set<String> dark) {
        int[] span = span(component);
        List<String> names = names();
        if (span.length == 0 || (component.contains(">") && span[1] != span[0] + 1)) {
            return "";
        }
        int from = span[0];
        int to = span[1];
        while (from > 0 && dark.contains(names.get(from))) {
            from--;
        }
        while (to < names.size() - 1 && dark.contains(names.get(to))) {
            to++;
        }
        return from == to ? component : names.get(from) + ">" + names.get(to);
    }

    /** Whether {@code segment}, a link maybe over dark hops, holds {@code component}. */
    boolean holds(String segment, String component) {
        int[] outer = span(segment);
        int[] inner = span(component);
        if (outer.length == 0 || inner.length == 0) {
            return false;
        }
        boolean isHop = !segment.contains(">");
        boolean isInnerHop = !component.contains(">");
        if (isHop) {
            return isInnerHop && outer[0] == inner[0];
        }
        return isInnerHop ? outer[0] < inner[0] && inner[0] < outer[1] : outer[0] <= inner[0] && inner[1] <= outer[1];
    }
}
