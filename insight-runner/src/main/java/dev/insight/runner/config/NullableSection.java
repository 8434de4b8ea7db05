package dev.insight.runner.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A section of which nothing need be written after the key's colon, as files written for Go do: then it is not there. */
record NullableSection(Section section) implements Form<Section.Fields> {
    @Override
    public Section.@Nullable Fields read(Node node, String key, Reading reading) {
        return Reading.kind(node).equals("empty") ? null : section.read(node, key, reading);
    }

    @Override
    public Map<String, Section> sections() {
        return section.sections();
    }

    @Override
    public String describe() {
        return section.describe();
    }
}
