package dev.insight.runner.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A list of values of one form; those that are wrong are left out.
 *
 * @param element the form of each
 * @param limit how many there may be
 * @param <T> what each is read to
 */
record ListForm<T>(Form<T> element, int limit) implements Form<List<T>> {
    @Override
    public @Nullable List<T> read(Node node, String key, Reading reading) {
        if (!(node instanceof SequenceNode sequence)) {
            reading.problem(node, key, "is " + Reading.kind(node) + ", write a list");
            return null;
        }
        List<Node> elements = sequence.getValue();
        if (elements.size() > limit) {
            reading.problem(node, key, "has " + elements.size() + " entries, write at most " + limit);
            return null;
        }
        List<T> values = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            T value = element.read(elements.get(i), key + "[" + i + "]", reading);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public Map<String, Section> sections() {
        return Sections.behind("[]", element);
    }

    @Override
    public String describe() {
        return "list of " + element.describe() + ", up to " + limit;
    }
}
