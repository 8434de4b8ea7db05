package dev.insight.diagnosis;

import dev.insight.decomposition.Term;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import java.util.List;

/**
 * Tells components of one name apart: a service from one in another region, and all that lies between a prober and a service
 * from what does on another path. What has one key is one thing, whose times may be pooled. Stateless.
 */
public final class Namesakes {
    private Namesakes() {}

    /** The key of the hop or service {@code hop} of {@code probe}'s path. */
    public static String hop(String hop, Probe probe) {
        return hop.equals(service(probe)) ? service(hop, probe.path()) : hop;
    }

    /** The key of the part {@code link} between two of {@code probe}'s hops, as {@link Term#name()} has it. */
    public static String link(String link, Probe probe) {
        return isWholeWay(link, "prober-" + probe.path().source(), service(probe))
                ? wholeWay(link, probe.path())
                : link;
    }

    /** The last of the route's hops; of a route that names none the service at least is known. */
    private static String service(Probe probe) {
        List<String> hops = probe.route().hops();
        return hops.isEmpty() ? probe.path().service() : hops.get(hops.size() - 1);
    }

    /** Services of one name in two regions are two services. */
    static String service(String name, PathId path) {
        return name + " in " + path.target();
    }

    /** All that lies between a prober and a service is another thing on each path, though it is called the same. */
    static String wholeWay(String link, PathId path) {
        return link + " of " + path;
    }

    /** Whether {@code link} leads from the prober past all that would tell parts of it apart. */
    static boolean isWholeWay(String link, String prober, String service) {
        int arrow = link.indexOf('>');
        String end = link.substring(arrow + 1);
        return link.substring(0, arrow).equals(prober) && (end.equals("?") || end.equals(service));
    }
}
