package dev.insight.runner.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** How many runners probe each path: {@code consul} for one, or a mapping that says. */
record ClusterForm() implements Form<Integer> {
    private static final int MOST = 16;

    private static final Key<Integer> REPLICAS = Key.preset(
            "replicas",
            new ScalarForm<>("whole number, 1 to " + MOST, (text, reading) -> {
                if (!text.value().matches("[1-9][0-9]?") || Integer.parseInt(text.value()) > MOST) {
                    throw new IllegalArgumentException(text.quoted() + " is no number of runners, write 1 to " + MOST);
                }
                return Integer.parseInt(text.value());
            }),
            "1",
            "how many runners probe each path");
    private static final Section SECTION = Section.of(REPLICAS);

    @Override
    public @Nullable Integer read(Node node, String key, Reading reading) {
        if (node instanceof MappingNode) {
            Section.Fields fields = SECTION.read(node, key, reading);
            return fields == null ? null : fields.orPreset(REPLICAS);
        }
        Text text = Text.read(node, key, reading);
        if (text != null && !text.value().equals("consul")) {
            reading.problem(node, key, text.quoted() + " is not known here, write consul or { replicas: 2 }");
        }
        return text == null ? null : REPLICAS.preset();
    }

    @Override
    public Map<String, Section> sections() {
        return SECTION.sections();
    }

    @Override
    public String describe() {
        return "consul, or mapping";
    }
}
