package dev.insight.runner.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A mapping whose keys the user chooses; entries that are wrong are left out.
 *
 * @param what the keys are, for the reference
 * @param rule throws what is wrong with a key
 * @param value the form of each value
 * @param <T> what each value is read to
 */
record MapForm<T>(String what, KeyRule rule, Form<T> value) implements Form<Map<String, T>> {
    @Override
    public @Nullable Map<String, T> read(Node node, String path, Reading reading) {
        if (!(node instanceof MappingNode mapping)) {
            reading.problem(node, path, "is " + Reading.kind(node) + ", write a " + describe());
            return null;
        }
        Map<String, T> values = new LinkedHashMap<>();
        Map<String, Node> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = Reading.keyOf(tuple);
            String full = Reading.join(path, name);
            Node before = seen.putIfAbsent(name, tuple.getKeyNode());
            if (before != null) {
                String first = Reading.place(before);
                reading.problem(tuple.getKeyNode(), full, "stands twice, first at " + first + ", keep one");
                continue;
            }
            try {
                rule.check(name);
            } catch (IllegalArgumentException e) {
                reading.problem(tuple.getKeyNode(), full, String.valueOf(e.getMessage()));
            }
            T read = value.read(tuple.getValueNode(), full, reading);
            if (read != null) {
                values.put(name, read);
            }
        }
        return values;
    }

    @Override
    public Map<String, Section> sections() {
        return Sections.behind("." + what.toUpperCase(Locale.ROOT), value);
    }

    @Override
    public String describe() {
        return "mapping of " + what + " to " + value.describe();
    }

    /** What keys are right. */
    @FunctionalInterface
    interface KeyRule {
        /** Throws {@link IllegalArgumentException} with what is wrong and what would be right. */
        void check(String key);
    }
}
