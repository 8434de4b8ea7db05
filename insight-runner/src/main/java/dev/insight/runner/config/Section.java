package dev.insight.runner.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping with a fixed set of keys; any other key is a problem. */
final class Section implements Form<Section.Fields> {
    private final List<Key<?>> keys;

    private Section(List<Key<?>> keys) {
        this.keys = keys;
    }

    static Section of(Key<?>... keys) {
        return new Section(List.of(keys));
    }

    /** These keys, and then those of {@code others}. */
    static Section of(Section others, Key<?>... keys) {
        List<Key<?>> all = new ArrayList<>(List.of(keys));
        all.addAll(others.keys);
        return new Section(List.copyOf(all));
    }

    List<Key<?>> keys() {
        return keys;
    }

    @Override
    public Map<String, Section> sections() {
        return Map.of("", this);
    }

    @Override
    public String describe() {
        return "mapping";
    }

    @Override
    public @Nullable Fields read(Node node, String path, Reading reading) {
        if (!(node instanceof MappingNode mapping)) {
            reading.problem(node, path, "is " + Reading.kind(node) + ", write a mapping of " + names());
            return null;
        }
        Fields fields = new Fields(node, path);
        Map<String, Node> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = Reading.keyOf(tuple);
            String full = Reading.join(path, name);
            Node before = seen.putIfAbsent(name, tuple.getKeyNode());
            if (before != null) {
                reading.problem(
                        tuple.getKeyNode(), full, "stands twice, first at " + Reading.place(before) + ", keep one");
                continue;
            }
            Key<?> key = find(name);
            if (!(tuple.getKeyNode() instanceof ScalarNode) || key == null) {
                reading.problem(tuple.getKeyNode(), full, "is not a known key, " + advice(name));
                continue;
            }
            fields.nodes.put(key, tuple.getValueNode());
            Object value = key.form.read(tuple.getValueNode(), full, reading);
            if (value != null) {
                fields.values.put(key, value);
            }
        }
        for (Key<?> key : keys) {
            if (key.required && !seen.containsKey(key.name)) {
                reading.problem(
                        node,
                        Reading.join(path, key.name),
                        "is missing, write " + key.name + ": " + key.form.describe() + " (" + key.brief() + ")");
            }
        }
        return fields;
    }

    /** What to write instead, and what that does. */
    private String advice(String name) {
        Key<?> near = find(Nearest.of(name, names(keys)));
        return Nearest.advice(name, names(keys)) + (near == null ? "" : " (" + near.brief() + ")");
    }

    private @Nullable Key<?> find(@Nullable String name) {
        for (Key<?> key : keys) {
            if (key.name.equals(name)) {
                return key;
            }
        }
        return null;
    }

    private String names() {
        return String.join(", ", names(keys));
    }

    private static List<String> names(List<Key<?>> keys) {
        return keys.stream().map(key -> key.name).toList();
    }

    /** The values of one mapping, by key. */
    static final class Fields {
        final Node at;
        final String path;
        private final Map<Key<?>, Node> nodes = new HashMap<>();
        private final Map<Key<?>, Object> values = new HashMap<>();

        private Fields(Node at, String path) {
            this.at = at;
            this.path = path;
        }

        /** The value of {@code key}, or null when it is not there or was a problem. */
        @SuppressWarnings("unchecked") // a key's own form put the value there
        <T> @Nullable T get(Key<T> key) {
            return (@Nullable T) values.get(key);
        }

        /** The value of {@code key}, or what its preset is. */
        <T> T orPreset(Key<T> key) {
            T value = get(key);
            return value == null ? key.preset() : value;
        }

        <T> T get(Key<T> key, T otherwise) {
            T value = get(key);
            return value == null ? otherwise : value;
        }

        /** Whether the key stands in the file, readable or not. */
        boolean has(Key<?> key) {
            return nodes.containsKey(key);
        }

        /** Where {@code key}'s value stands, or the mapping itself when it does not. */
        Node at(Key<?> key) {
            return nodes.getOrDefault(key, at);
        }

        String path(Key<?> key) {
            return Reading.join(path, key.name);
        }
    }
}
