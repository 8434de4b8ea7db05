package dev.insight.runner.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A hop of a route as the file writes it, placeholders and all.
 *
 * @param at where it stands
 * @param key its key
 * @param template the name, in which source, target and service may be named
 */
record HopName(Node at, String key, String template) {
    private static final Set<String> VARIABLES = Set.of("source", "target", "service");

    /** The name for one path; throws what is wrong with it. */
    String expand(Map<String, String> variables) {
        String name = Template.expand(template, variables::get);
        return Names.check(name, Reading.quote(name));
    }

    /**
     * The names of {@code hops} for one path.
     *
     * @param problem told of each that is wrong, with what is wrong with it
     */
    static List<String> expand(List<HopName> hops, Map<String, String> variables, BiConsumer<HopName, String> problem) {
        List<String> names = new ArrayList<>();
        for (HopName hop : hops) {
            try {
                String name = hop.expand(variables);
                if (names.contains(name)) {
                    throw new IllegalArgumentException("is " + name + " a second time for " + variables.get("service")
                            + " in " + variables.get("target") + ", name each hop once");
                }
                names.add(name);
            } catch (IllegalArgumentException e) {
                problem.accept(hop, String.valueOf(e.getMessage()));
            }
        }
        return names;
    }

    /** Reads a hop, so far as that can be done before its path is known. */
    record HopForm() implements Form<HopName> {
        private static final Map<String, String> SAMPLE = Map.of("source", "a", "target", "b", "service", "c");

        @Override
        public @Nullable HopName read(Node node, String key, Reading reading) {
            Text text = Text.read(node, key, reading, true);
            if (text == null) {
                return null;
            }
            try {
                Template.expand(text.value(), HopForm::check);
                HopName hop = new HopName(node, key, text.value());
                hop.expand(SAMPLE);
                return hop;
            } catch (IllegalArgumentException e) {
                reading.problem(node, key, String.valueOf(e.getMessage()));
                return null;
            }
        }

        private static @Nullable String check(String variable) {
            if (!VARIABLES.contains(variable)) {
                throw new IllegalArgumentException("${" + variable
                        + "} means nothing here, write ${source}, ${target}, ${service} or ${ENV:NAME}");
            }
            return null;
        }

        @Override
        public String describe() {
            return "hop";
        }
    }
}
