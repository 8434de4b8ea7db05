package dev.insight.runner.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML text to a tree of nodes that know where they stand, within limits that no honest file meets. */
final class YamlTree {
    static final int MAX_BYTES = 4 << 20;
    static final int MAX_DEPTH = 16;
    static final int MAX_ALIASES = 500;

    private static final Set<String> PLAIN_TAGS = Stream.concat(
                    Stream.of("!"),
                    Stream.of(Tag.STR, Tag.SEQ, Tag.MAP, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL)
                            .map(Tag::getValue))
            .collect(Collectors.toUnmodifiableSet());

    private YamlTree() {}

    /** The only document's root; or null, and {@code reading} knows why. */
    static @Nullable Node compose(String text, Reading reading) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowNonScalarKeys(true) // told with their place, as every other key that is not known
                .build();
        try {
            if (!isWithinLimits(text, settings, reading)) {
                return null;
            }
            List<Node> documents = new ArrayList<>();
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
            if (documents.size() > 1) {
                reading.problem(documents.get(1), "", "a second document begins here, keep one document in the file");
                return null;
            }
            if (documents.isEmpty()) {
                String least = reading.isForeign() ? "modules" : "region and targets";
                reading.problem(Optional.empty(), "", "the file is empty, write at least " + least);
                return null;
            }
            return documents.get(0);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            reading.problem(mark, "yaml", advise(e));
            return null;
        } catch (YamlEngineException e) {
            reading.problem(Optional.empty(), "yaml", String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Composing recurses and aliases multiply, so both are bounded by a look at the flat events first. */
    private static boolean isWithinLimits(String text, LoadSettings settings, Reading reading) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> aliases++;
                default -> {}
            }
            if (!reading.isForeign()) {
                checkTag(event, reading);
            }
            if (depth > MAX_DEPTH) {
                reading.problem(
                        event.getStartMark(), "yaml", "nests deeper than " + MAX_DEPTH + " levels, write it flatter");
                return false;
            }
            if (aliases > MAX_ALIASES) {
                reading.problem(
                        event.getStartMark(), "yaml", "is alias number " + aliases + ", use at most " + MAX_ALIASES);
                return false;
            }
        }
        return true;
    }

    /** A tag asks for a type that this reader would not make; those of plain YAML change nothing here. */
    private static void checkTag(Event event, Reading reading) {
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent collection) {
            tag = collection.getTag();
        }
        tag.filter(name -> !PLAIN_TAGS.contains(name))
                .map(name -> name.startsWith(Tag.PREFIX) ? "!!" + name.substring(Tag.PREFIX.length()) : name)
                .ifPresent(name -> reading.problem(
                        event.getStartMark(), "yaml", "the tag " + name + " means nothing here, remove it"));
    }

    private static String advise(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "is not YAML" : e.getProblem();
        boolean inFlow = problem.contains("'{'") || problem.contains("<flow mapping");
        boolean template =
                e.getProblemMark().map(Mark::createSnippet).orElse("").contains("${");
        if (inFlow || template) {
            return problem + ", put values that hold ${…} in quotes";
        }
        return problem + (problem.contains("\\t") || problem.contains("'\t'") ? ", indent with spaces" : "");
    }
}
