package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Draft.Need;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A kind of scenario. Immutable.
 *
 * @param name as tables have it
 * @param needs of its world
 * @param fill adds what is wrong to a random world
 */
record Kind(String name, Set<Need> needs, Consumer<Draft> fill) {
    static Kind of(String name, Consumer<Draft> fill, Need... needs) {
        return new Kind(name, Set.of(needs), fill);
    }

    static List<Kind> all() {
        return Stream.of(LinkKinds.all(), HopKinds.all(), FailureKinds.all(), MixedKinds.all(), QuietKinds.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The scenario of this kind with a number under a seed. */
    Scenario scenario(long seed, int number) {
        Draw draw = Draw.of(seed, name + "/" + number);
        Draft draft = new Draft(draw, needs);
        fill.accept(draft);
        return draft.build(name, draw.next());
    }
}
