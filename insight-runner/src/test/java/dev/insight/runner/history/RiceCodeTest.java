package dev.insight.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** What is written of whole numbers, and read again. */
class RiceCodeTest {
    private final Random random = new Random(1);
    private final BitWriter out = new BitWriter();

    @Test
    void whatever_was_written_is_read() {
        for (int run = 0; run < 2_000; run++) {
            int count = 1 + random.nextInt(200);
            IntUnaryOperator shape = shape(random.nextInt(5), 1 + random.nextInt(3_000));
            int[] values = new int[count];
            for (int i = 0; i < count; i++) {
                values[i] = shape.applyAsInt(i);
            }
            RiceCode.write(values, count, out);
            RiceCode.write(new int[] {run}, 1, out);

            BitReader in = new BitReader(out.take());
            assertThat(RiceCode.read(count, in)).isEqualTo(values);
            assertThat(RiceCode.read(1, in)).containsExactly(run);
        }
    }

    @Test
    void numbers_that_are_all_the_same_take_next_to_nothing() {
        int[] values = new int[1_000];
        Arrays.fill(values, -1_234);

        assertThat(bytes(values)).isLessThan(5);
    }

    @Test
    void noise_and_what_wanders_take_little_more_than_their_scatter() {
        int[] noise = new int[10_000];
        int[] wandering = new int[10_000];
        for (int i = 1; i < noise.length; i++) {
            noise[i] = 1_000 + (int) Math.round(10 * random.nextGaussian());
            wandering[i] = wandering[i - 1] + (int) Math.round(10 * random.nextGaussian());
        }
        double entropyBits = Math.log(10 * Math.sqrt(2 * Math.PI * Math.E)) / Math.log(2);

        assertThat(8.0 * bytes(noise) / noise.length).isBetween(entropyBits, entropyBits + 0.5);
        assertThat(8.0 * bytes(wandering) / noise.length).isBetween(entropyBits, entropyBits + 0.5);
    }

    private int bytes(int[] values) {
        RiceCode.write(values, values.length, out);
        return out.take().length;
    }

    private IntUnaryOperator shape(int which, int scale) {
        return switch (which) {
            case 0 -> i -> scale;
            case 1 -> i -> scale + (int) (scale * random.nextGaussian());
            case 2 -> i -> i * scale - 100_000;
            case 3 -> i -> random.nextInt(20) == 0 ? 1 << 28 : random.nextInt(scale) - scale / 2;
            default -> i -> (random.nextBoolean() ? 1 : -1) * (random.nextInt() >> 3);
        };
    }
}
