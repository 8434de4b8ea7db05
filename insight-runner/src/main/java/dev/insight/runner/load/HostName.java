package dev.insight.runner.load;

import org.jspecify.annotations.Nullable;

/**
 * Which host of the forwarding layer a reading is of. Immutable.
 *
 * @param hop the hop, as routes name it
 * @param node which instance, as its stamps name it, or null for any
 */
public record HostName(String hop, @Nullable String node) {
    /** {@code mediary-sg} or {@code mediary-sg/mediary-sg-2}. */
    public static HostName parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new HostName(text, null) : new HostName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return node == null ? hop : hop + "/" + node;
    }
}
