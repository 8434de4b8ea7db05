package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is there for another program, and means nothing here. */
record IgnoredForm() implements Form<Boolean> {
    @Override
    public @Nullable Boolean read(Node node, String key, Reading reading) {
        return null;
    }

    @Override
    public String describe() {
        return "anything";
    }
}
