package dev.insight.probe;

import java.util.Objects;

/**
 * Names a path: the labels of every series about it. Immutable.
 *
 * @param source region the prober runs in
 * @param target region called
 * @param route the named way there, such as {@code forwarded} or {@code direct}
 * @param service the service called
 */
public record PathId(String source, String target, String route, String service) {
    public PathId {
        Objects.requireNonNull(source, "source == null");
        Objects.requireNonNull(target, "target == null");
        Objects.requireNonNull(route, "route == null");
        Objects.requireNonNull(service, "service == null");
    }

    /** {@code eu>sg/forwarded/payments}. */
    @Override
    public String toString() {
        return source + ">" + target + "/" + route + "/" + service;
    }
}
