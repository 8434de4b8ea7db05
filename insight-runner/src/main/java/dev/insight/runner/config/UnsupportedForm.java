package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A section that later versions read. */
record UnsupportedForm() implements Form<Boolean> {
    @Override
    public @Nullable Boolean read(Node node, String key, Reading reading) {
        reading.problem(node, key, "is not supported by this version of Insight, remove it");
        return null;
    }

    @Override
    public String describe() {
        return "not supported by this version";
    }
}
