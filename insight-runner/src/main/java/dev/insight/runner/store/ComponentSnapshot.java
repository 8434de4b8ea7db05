package dev.insight.runner.store;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A hop, service or link over all paths that use it. Immutable.
 *
 * @param name the hop's name, or {@code a>b}
 * @param kind what it is
 * @param role as its stamps say, or null
 * @param region as its stamps say, or null where they do not or say several
 * @param recent the hop's own time, or the link's, in the latest calls of all these paths; null while there are none
 * @param usual what that usually is: of what it usually is on each of these paths the median, or null while none is known
 * @param queue the part of the hop's time spent in a queue, or null where it does not say
 * @param paths the paths, in the order of their ids
 * @param cpu how busy its hosts are
 */
public record ComponentSnapshot(
        String name,
        Kind kind,
        @Nullable String role,
        @Nullable String region,
        @Nullable Spread recent,
        @Nullable Spread usual,
        @Nullable Spread queue,
        List<ComponentPath> paths,
        List<CpuSnapshot> cpu) {
    /** What a component is. */
    public enum Kind {
        /** It passes calls on. */
        HOP,
        /** What lies between two hops. */
        LINK,
        /** It answers calls. */
        SERVICE;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The kind as it is written: {@code hop}. */
        public String label() {
            return label;
        }
    }

    public ComponentSnapshot {
        paths = List.copyOf(paths);
        cpu = List.copyOf(cpu);
    }
}
