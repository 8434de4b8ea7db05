package dev.insight.runner.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A section that later versions read.
 *
 * @param emptyAllowed whether an empty mapping, which sets nothing, may stand
 */
record UnsupportedForm(boolean emptyAllowed) implements Form<Boolean> {
    @Override
    public @Nullable Boolean read(Node node, String key, Reading reading) {
        if (!(emptyAllowed
                && node instanceof MappingNode mapping
                && mapping.getValue().isEmpty())) {
            String right = emptyAllowed ? "leave it empty or remove it" : "remove it";
            reading.problem(node, key, "is not supported by this version of Insight, " + right);
        }
        return null;
    }

    @Override
    public String describe() {
        return "not supported by this version";
    }
}
