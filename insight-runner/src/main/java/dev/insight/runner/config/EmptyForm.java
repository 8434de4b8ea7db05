package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A section that works with no setting, and has none. */
record EmptyForm() implements Form<Boolean> {
    @Override
    public @Nullable Boolean read(Node node, String key, Reading reading) {
        if (!(node instanceof MappingNode mapping && mapping.getValue().isEmpty())) {
            reading.problem(node, key, "has no settings, write {} or remove it");
        }
        return null;
    }

    @Override
    public String describe() {
        return "{}";
    }
}
