package dev.insight.runner.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A form of which nothing need be written after the key's colon, as files written for Go do.
 *
 * @param form what else stands there
 * @param nothing what holds then
 * @param <T> what it is read to
 */
record OrEmpty<T>(Form<T> form, T nothing) implements Form<T> {
    @Override
    public @Nullable T read(Node node, String key, Reading reading) {
        return Reading.kind(node).equals("empty") ? nothing : form.read(node, key, reading);
    }

    @Override
    public Map<String, Section> sections() {
        return form.sections();
    }

    @Override
    public String describe() {
        return form.describe();
    }
}
