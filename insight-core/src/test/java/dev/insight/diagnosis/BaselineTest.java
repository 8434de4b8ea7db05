package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final long STEP = 5_000_000;

    @Test
    void it_holds_the_latest_values_in_order() {
        Baseline baseline = new Baseline(60);
        Random random = new Random(3);
        List<Float> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            float value = 100 + (float) random.nextGaussian();
            all.add(value);
            baseline.accept(value, i * STEP);
            List<Float> latest = new ArrayList<>(all.subList(Math.max(0, all.size() - 60), all.size()));
            Collections.sort(latest);
            assertThat(baseline.count()).isEqualTo(latest.size());
            assertThat(baseline.median()).isEqualTo(latest.get(latest.size() / 2));
            assertThat(baseline.quantile(0.99f)).isEqualTo(latest.get((int) (0.99f * latest.size())));
        }
    }

    @Test
    void a_score_is_where_a_value_stands_among_them() {
        Baseline baseline = new Baseline(240);
        Random random = new Random(4);
        for (int i = 0; i < 240; i++) {
            baseline.accept((float) (50 + 2 * random.nextGaussian()), i * STEP);
        }
        assertThat(baseline.score(50)).isCloseTo(0, within(0.25f));
        assertThat(baseline.score(54)).isCloseTo(2, within(0.5f));
        assertThat(baseline.score(1_000)).isCloseTo(2.8f, within(0.4f));
        assertThat(baseline.score(-1_000)).isCloseTo(-2.8f, within(0.4f));
        assertThat(baseline.spread()).isCloseTo(2, within(0.4f));
    }

    @Test
    void one_that_was_read_again_goes_on_learning() throws IOException {
        Baseline before = new Baseline(240);
        for (int i = 0; i < 240; i++) {
            before.accept(i % 7, i * STEP);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        before.write(new DataOutputStream(out));
        Baseline after = Baseline.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())), 240);
        assertThat(after.median()).isEqualTo(3);
        for (int i = 0; i < 240; i++) {
            after.accept(i % 7 + 2, 1_760_000_000_000_000L + i * STEP);
        }

        assertThat(after.median()).isEqualTo(5);
    }

    @Test
    void values_in_quick_succession_do_not_shorten_its_memory() {
        Baseline baseline = new Baseline(240);
        for (int i = 0; i < 3_000; i++) {
            baseline.accept(i < 1_500 ? 10 : 11, i * 200_000L);
        }
        assertThat(baseline.count()).isGreaterThanOrEqualTo(100);
        assertThat(baseline.quantile(0.1f)).isEqualTo(10);
    }

    @Test
    void it_forgets_a_level_that_all_values_have_left_for_a_lower_one() {
        Baseline baseline = new Baseline(240);
        Random random = new Random(5);
        long now = 0;
        for (int i = 0; i < 100; i++) {
            baseline.accept(200 + random.nextFloat(), now += STEP);
        }
        for (int i = 0; i < 30; i++) {
            baseline.accept(150 + random.nextFloat(), now += STEP);
        }
        assertThat(baseline.quantile(0.99f)).isLessThan(152);
    }

    @Test
    void it_learns_how_far_medians_wander() {
        Baseline steady = new Baseline(240);
        Baseline wandering = new Baseline(240);
        Random random = new Random(6);
        double level = 0;
        for (int i = 0; i < 3_000; i++) {
            level = level * 0.995 + 0.3 * random.nextGaussian();
            steady.accept((float) (100 + random.nextGaussian()), i * STEP);
            wandering.accept((float) (100 + level + random.nextGaussian()), i * STEP);
        }
        assertThat(steady.wander()).isLessThan(0.6f);
        assertThat(wandering.wander()).isBetween(1.2f, 4f);
    }
}
