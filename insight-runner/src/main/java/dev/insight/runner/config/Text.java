package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A single value of the file.
 *
 * @param raw as it stands there, fit to be shown
 * @param value with {@code ${ENV:NAME}} replaced: it may be a secret
 */
record Text(String raw, String value) {
    private static final String ENV = "ENV:";

    /** Reads a value in which only the environment may be named. */
    static @Nullable Text read(Node node, String key, Reading reading) {
        return read(node, key, reading, false);
    }

    /** Reads a value; with {@code templates}, placeholders other than the environment's stay for later. */
    static @Nullable Text read(Node node, String key, Reading reading, boolean templates) {
        if (!(node instanceof ScalarNode scalar)) {
            reading.problem(node, key, "is " + Reading.kind(node) + ", write a single value");
            return null;
        }
        if (scalar.isPlain() && Tag.NULL.equals(scalar.getTag())) {
            reading.problem(node, key, "has no value, write one or remove the key");
            return null;
        }
        String raw = scalar.getValue();
        if (reading.isForeign()) {
            return new Text(raw, raw);
        }
        try {
            return new Text(raw, Template.expand(raw, name -> environment(name, reading, templates)));
        } catch (IllegalArgumentException e) {
            reading.problem(node, key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable String environment(String name, Reading reading, boolean templates) {
        if (!name.startsWith(ENV)) {
            if (templates) {
                return null;
            }
            throw new IllegalArgumentException(
                    "${" + name + "} means nothing here, write ${ENV:NAME} for a variable of the environment");
        }
        String variable = name.substring(ENV.length());
        String value = reading.environment(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the environment variable " + variable + " is not set, export it before starting insight");
        }
        return value;
    }

    /** The value for a message. */
    String quoted() {
        return Reading.quote(raw);
    }

    /** Never the value itself. */
    @Override
    public String toString() {
        return raw;
    }
}
