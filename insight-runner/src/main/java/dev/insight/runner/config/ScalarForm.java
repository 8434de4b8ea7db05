package dev.insight.runner.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A form of single values.
 *
 * @param describe the form in one or two words
 * @param parser makes the value of the text, or throws what is wrong with it
 * @param <T> what it is read to
 */
record ScalarForm<T>(String describe, Parser<T> parser) implements Form<T> {
    @Override
    public @Nullable T read(Node node, String key, Reading reading) {
        Text text = Text.read(node, key, reading);
        if (text == null) {
            return null;
        }
        try {
            return parser.parse(text, reading);
        } catch (IllegalArgumentException e) {
            reading.problem(node, key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The value that {@code text} would be in a file, if it needs nothing but itself. */
    T parse(String text) {
        return parser.parse(new Text(text, text), new Reading(Path.of(""), name -> null));
    }

    /** Makes a value of a text. */
    @FunctionalInterface
    interface Parser<T> {
        /** Throws {@link IllegalArgumentException} with what is wrong and what would be right. */
        T parse(Text text, Reading reading);
    }
}
