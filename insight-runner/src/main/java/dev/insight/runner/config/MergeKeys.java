package dev.insight.runner.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Mappings that take over others' entries by {@code <<}, which YAML 1.2 has no more and files written for Go do. What is aliased
 * is made once, so that the work is no more than the file's length.
 */
final class MergeKeys {
    private static final String MERGE = "<<";

    private final Map<Node, Node> made = new HashMap<>();

    private MergeKeys() {}

    /** {@code root} with nothing to be merged. */
    static Node resolved(Node root) {
        return new MergeKeys().resolve(root);
    }

    private Node resolve(Node node) {
        Node before = made.get(node);
        if (before != null) {
            return before;
        }
        made.put(node, node); // of a node that holds itself
        Node now = node;
        if (node instanceof MappingNode mapping) {
            now = resolveMapping(mapping);
        } else if (node instanceof SequenceNode sequence) {
            List<Node> elements =
                    sequence.getValue().stream().map(this::resolve).toList();
            now = new SequenceNode(
                    node.getTag(), false, elements, sequence.getFlowStyle(), node.getStartMark(), node.getEndMark());
        }
        made.put(node, now);
        return now;
    }

    private Node resolveMapping(MappingNode mapping) {
        List<NodeTuple> own = new ArrayList<>();
        Map<String, NodeTuple> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node value = resolve(tuple.getValueNode());
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && key.isPlain()
                    && key.getValue().equals(MERGE)) {
                List<Node> sources = value instanceof SequenceNode list ? list.getValue() : List.of(value);
                sources.forEach(source -> collect(source, merged));
            } else {
                own.add(new NodeTuple(tuple.getKeyNode(), value));
            }
        }
        own.forEach(tuple -> merged.remove(Reading.keyOf(tuple)));
        List<NodeTuple> all = new ArrayList<>(own);
        all.addAll(merged.values());
        return new MappingNode(
                mapping.getTag(), false, all, mapping.getFlowStyle(), mapping.getStartMark(), mapping.getEndMark());
    }

    private static void collect(Node source, Map<String, NodeTuple> into) {
        if (source instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> into.putIfAbsent(Reading.keyOf(tuple), tuple));
        }
    }
}
