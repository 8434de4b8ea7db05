package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a key's value must look like.
 *
 * @param <T> what it is read to
 */
interface Form<T> {
    /** Reads {@code node}, the value of {@code key}; or tells {@code reading} what is wrong and returns null. */
    @Nullable
    T read(Node node, String key, Reading reading);

    /** The form in one or two words, for the reference. */
    String describe();
}
