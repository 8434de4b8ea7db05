package dev.insight.runner.config;

import java.util.Map;
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

    /** The form in a few words, with its bounds, for messages and the reference. */
    String describe();

    /** The mappings within whose keys are given, each by what stands between this value's key and theirs, such as {@code []}. */
    default Map<String, Section> sections() {
        return Map.of();
    }
}
