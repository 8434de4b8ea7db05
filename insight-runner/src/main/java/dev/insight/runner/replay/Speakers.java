package dev.insight.runner.replay;

import dev.insight.hop.HopStamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stamps that say who speaks and nothing else, to begin stamps from, for instances speak again and again. Bounded, as
 * each has one place and the newest has it. Not thread-safe.
 */
final class Speakers {
    private static final int PLACES = 1_024;

    private final @Nullable HopStamp[] latest = new @Nullable HopStamp[PLACES];

    /** The stamp of this speaker, which tells no times. */
    HopStamp speaker(String name, @Nullable String role, @Nullable String region, @Nullable String node) {
        int hash = 31 * name.hashCode() + (node == null ? 0 : node.hashCode());
        int place = (hash ^ hash >>> 10 ^ hash >>> 20) & (PLACES - 1);
        HopStamp known = latest[place];
        if (known != null
                && known.name().equals(name)
                && Objects.equals(known.node(), node)
                && Objects.equals(known.role(), role)
                && Objects.equals(known.region(), region)) {
            return known;
        }
        HopStamp made =
                HopStamp.builder(name).role(role).region(region).node(node).build();
        latest[place] = made;
        return made;
    }
}
