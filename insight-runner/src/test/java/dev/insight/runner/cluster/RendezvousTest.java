package dev.insight.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who has what, and what moves. */
class RendezvousTest {
    private static final List<String> THINGS = IntStream.range(0, 10_000)
            .mapToObj(i -> "eu>r" + i % 40 + "/forwarded/s" + i)
            .toList();

    private static List<String> members(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "runner-" + i + ":9464")
                .toList();
    }

    private static List<String> owners(String thing, List<String> members, int owners) {
        return members.stream()
                .filter(member -> Rendezvous.owns(member, members, owners, thing))
                .toList();
    }

    @Test
    void each_thing_has_as_many_owners_as_wanted_and_all_members_say_the_same() {
        for (int count = 1; count <= 5; count++) {
            List<String> members = members(count);
            for (String thing : THINGS.subList(0, 500)) {
                assertThat(owners(thing, members, 1)).hasSize(1);
                assertThat(owners(thing, members, 2)).hasSize(Math.min(2, count));
            }
        }
    }

    @Test
    void members_have_about_as_much_as_each_other() {
        List<String> members = members(5);
        Map<String, Integer> counts = new HashMap<>();
        THINGS.forEach(thing -> counts.merge(owners(thing, members, 1).get(0), 1, Integer::sum));

        assertThat(counts.values()).hasSize(5).allMatch(count -> count > 1_850 && count < 2_150);
    }

    @Test
    void who_comes_takes_its_share_and_who_goes_leaves_its_own_and_nothing_else_moves() {
        List<String> before = members(4);
        List<String> after = members(5);
        List<String> moved = new ArrayList<>();
        for (String thing : THINGS) {
            String was = owners(thing, before, 1).get(0);
            String is = owners(thing, after, 1).get(0);
            if (!was.equals(is)) {
                assertThat(is).isEqualTo("runner-5:9464");
                moved.add(thing);
            }
        }
        assertThat(moved).hasSizeBetween(1_850, 2_150); // a fifth
    }

    @Test
    void who_is_not_known_to_others_has_what_it_would_have_among_them() {
        List<String> others = members(3);
        long owned = THINGS.stream()
                .filter(thing -> Rendezvous.owns("runner-9:9464", others, 1, thing))
                .count();
        assertThat(owned).isBetween(2_300L, 2_700L); // a fourth
    }
}
