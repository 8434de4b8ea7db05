package dev.insight.runner.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One file being read: gathers every problem rather than stop at the first. */
final class Reading {
    private static final int MAX_PROBLEMS = 100;
    private static final int MAX_QUOTED = 60;

    private final Path file;
    private final Function<String, @Nullable String> environment;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<Problem> elsewhere = new ArrayList<>();
    private final boolean foreign;

    Reading(Path file, Function<String, @Nullable String> environment) {
        this(file, environment, false);
    }

    private Reading(Path file, Function<String, @Nullable String> environment, boolean foreign) {
        this.file = file;
        this.environment = environment;
        this.foreign = foreign;
    }

    /** One that reads a file which this one names, and whose format is another program's. */
    Reading foreign(String path) {
        return new Reading(file.resolveSibling(path), environment, true);
    }

    /** Whether the format is another program's: nothing is replaced in its values, and more of YAML is understood. */
    boolean isForeign() {
        return foreign;
    }

    Path file() {
        return file;
    }

    /** Takes over the problems of a file that this one names. */
    void include(Reading other) {
        elsewhere.addAll(other.problems());
    }

    /** Notes that the value at {@code node} is wrong. */
    void problem(Node node, String key, String message) {
        problem(node.getStartMark(), key, message);
    }

    void problem(Optional<Mark> mark, String key, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            int line = mark.map(Mark::getLine).orElse(-1) + 1;
            int column = mark.map(Mark::getColumn).orElse(-1) + 1;
            problems.add(new Problem(file.toString(), line, column, clean(key), clean(message)));
        }
    }

    boolean isClean() {
        return problems.isEmpty() && elsewhere.isEmpty();
    }

    /** The problems in the file's order, and then those of other files. */
    List<Problem> problems() {
        Stream<Problem> here =
                problems.stream().sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return Stream.concat(here, elsewhere.stream()).toList();
    }

    @Nullable
    String environment(String name) {
        return environment.apply(name);
    }

    /** A path of the file, which is relative to the file's own directory. */
    Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String keyOf(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : kind(tuple.getKeyNode());
    }

    static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof ScalarNode scalar && scalar.isPlain() && Tag.NULL.equals(scalar.getTag())) {
            return "empty";
        }
        return node instanceof SequenceNode ? "a list" : "a single value";
    }

    static String place(Node node) {
        return node.getStartMark()
                .map(mark -> "line " + (mark.getLine() + 1) + " column " + (mark.getColumn() + 1))
                .orElse("an unknown line");
    }

    /** A value of the file as messages show it: short, and on one line. */
    static String quote(String value) {
        return "\"" + (value.length() > MAX_QUOTED ? value.substring(0, MAX_QUOTED) + "…" : value) + "\"";
    }

    /** A file may hold anything; a terminal should not obey it. */
    static String clean(String text) {
        return text.chars()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
