package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Baselines outlive the process. */
class MemoryTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);

    @Test
    void a_prober_started_again_in_mid_fault_does_not_take_the_fault_as_usual() throws IOException {
        SimulatedLayer before =
                new SimulatedLayer().run(LEARNING).slow("mediary-sg", 20).run(Duration.ofMinutes(2));
        byte[] saved = save(before);

        SimulatedLayer after = new SimulatedLayer(saved, before.nowMicros());
        after.slow("mediary-sg", 20).run(Duration.ofMinutes(2));

        assertThat(after.verdicts()).extracting(Verdict::component).containsOnly("mediary-sg");
        assertThat(after.verdicts()).extracting(Verdict::cause).containsOnly(Cause.HOP_SLOW);
    }

    @Test
    void a_queue_that_always_was_is_none_that_has_grown() throws IOException {
        SimulatedLayer before = new SimulatedLayer().queue("mediary-sg", 40).run(LEARNING);
        SimulatedLayer after = new SimulatedLayer(save(before), before.nowMicros());
        after.queue("mediary-sg", 40).slow("mediary-sg", 120).run(Duration.ofMinutes(3));

        assertThat(after.verdicts()).isNotEmpty().extracting(Verdict::cause).containsOnly(Cause.HOP_SLOW);
    }

    @Test
    void without_them_it_knows_nothing_of_what_was() {
        SimulatedLayer after = new SimulatedLayer().slow("mediary-sg", 20).run(Duration.ofMinutes(10));

        assertThat(after.verdicts()).isEmpty();
    }

    @Test
    void a_path_that_is_measured_at_another_interval_is_known_still() {
        SimulatedLayer layer = new SimulatedLayer().run(LEARNING).again().slow("mediary-sg", 20);
        layer.run(Duration.ofMinutes(2));

        assertThat(layer.verdicts()).isNotEmpty().extracting(Verdict::cause).containsOnly(Cause.HOP_SLOW);
    }

    @Test
    void what_was_removed_is_remembered_for_a_minute() {
        PathState path = new PathState(SimulatedLayer.probe("eu", "sg"), new Components(true));
        Memory memory = new Memory();
        memory.remember(path, 0);
        memory.advance(59_000_000);
        assertThat(memory.take(path.id(), path.hops())).isNotNull();
        assertThat(memory.take(path.id(), path.hops())).isNull();

        memory.remember(path, 60_000_000);
        memory.advance(121_000_000);
        assertThat(memory.take(path.id(), path.hops())).isNull();
    }

    @Test
    void what_is_older_than_a_day_is_not_used() throws IOException {
        SimulatedLayer before = new SimulatedLayer().run(LEARNING);
        byte[] saved = save(before);
        long dayLater = before.nowMicros() + Duration.ofHours(25).toNanos() / 1_000;

        assertThatThrownBy(() -> new SimulatedLayer(saved, dayLater)).hasMessageContaining("25 hours old");
        assertThatThrownBy(() -> new SimulatedLayer(saved, before.nowMicros() - 1_000_000))
                .hasMessageContaining("future");
    }

    @Test
    void a_path_with_other_hops_begins_anew() throws IOException {
        SimulatedLayer before = new SimulatedLayer().run(LEARNING);
        Memory memory = Memory.read(new ByteArrayInputStream(save(before)), before.nowMicros());
        var probe = before.probes().get(0);

        assertThat(memory.take(probe.path(), java.util.List.of("gateway-eu"))).isNull();
    }

    @Test
    void what_is_damaged_is_refused_and_changes_nothing() throws IOException {
        SimulatedLayer layer = new SimulatedLayer().run(Duration.ofMinutes(3));
        byte[] saved = save(layer);

        assertThatThrownBy(() -> restore(layer, new byte[] {1, 2, 3})).hasMessageContaining("cut short");
        assertThatThrownBy(() -> restore(layer, new byte[64])).hasMessageContaining("no baselines");
        byte[] newer = saved.clone();
        newer[7] = 9;
        assertThatThrownBy(() -> restore(layer, newer)).hasMessageContaining("version 9");
        assertThatThrownBy(() -> restore(layer, Arrays.copyOf(saved, saved.length / 2)))
                .isInstanceOf(IOException.class);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = saved.clone();
            damaged[random.nextInt(saved.length)] = (byte) random.nextInt();
            try {
                restore(layer, damaged);
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        assertThat(save(layer)).isEqualTo(saved);
    }

    @Test
    void it_is_a_few_kilobytes_for_a_path() throws IOException {
        SimulatedLayer layer = new SimulatedLayer().run(Duration.ofHours(1));

        assertThat(save(layer).length / layer.probes().size()).isLessThan(16 * 1_024);
    }

    private static byte[] save(SimulatedLayer layer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        layer.diagnoser().save(out);
        return out.toByteArray();
    }

    private static void restore(SimulatedLayer layer, byte[] saved) throws IOException {
        layer.diagnoser().restore(new ByteArrayInputStream(saved), layer.nowMicros());
    }
}
