package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class InstancesTest {
    private static final long MINUTE = 60_000_000;

    private final Instances instances = new Instances();

    @Test
    void a_full_house_has_room_for_new_names_once_old_ones_are_gone() {
        for (int i = 0; i < 16; i++) {
            seen("old-" + i, MINUTE);
        }
        seen("old-0", 8 * MINUTE);

        assertThat(instances.known("new", 9 * MINUTE)).isNull();
        assertThat(instances.known("new", 12 * MINUTE)).isNotNull();
        assertThat(instances.get("old-0")).isNotNull();
        assertThat(instances.get("old-1")).isNull();
    }

    private void seen(String node, long now) {
        Objects.requireNonNull(instances.known(node, now)).usual().accept(1, now);
    }
}
