package dev.insight.runner.discovery;

import java.util.Map;

/**
 * One instance of a service, as a registry knows it. Immutable.
 *
 * @param id tells it from others of the service
 * @param service the registry's name of the service
 * @param place where the registry says it is, such as a datacenter
 * @param host a literal address or a name
 * @param says what the instance says of itself, by keys that begin with {@code insight_}
 */
public record Instance(String id, String service, String place, String host, int port, Map<String, String> says) {
    /** What an instance says is told from what else its registry holds of it by this. */
    public static final String PREFIX = "insight_";

    public Instance {
        says = Map.copyOf(says);
    }
}
