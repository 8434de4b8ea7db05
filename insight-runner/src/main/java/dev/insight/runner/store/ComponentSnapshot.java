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
 * @param namesakes what its name means: one thing, or several, of which nothing is pooled
 * @param paths all their paths, in the order of their ids
 * @param cpu how busy its hosts are
 */
public record ComponentSnapshot(
        String name,
        Kind kind,
        @Nullable String role,
        @Nullable String region,
        List<ComponentNamesake> namesakes,
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
        namesakes = List.copyOf(namesakes);
        paths = List.copyOf(paths);
        cpu = List.copyOf(cpu);
    }

    /** What it takes now, or null while nothing tells, or where the name means several things. */
    public @Nullable Spread recent() {
        return isOne() ? namesakes.get(0).recent() : null;
    }

    /** What it usually takes; null as well where the name means several things. */
    public @Nullable Spread usual() {
        return isOne() ? namesakes.get(0).usual() : null;
    }

    /** What of it is spent in a queue; null as well where the name means several things. */
    public @Nullable Spread queue() {
        return isOne() ? namesakes.get(0).queue() : null;
    }

    /** Whether its name means one thing. */
    public boolean isOne() {
        return namesakes.size() == 1;
    }
}
