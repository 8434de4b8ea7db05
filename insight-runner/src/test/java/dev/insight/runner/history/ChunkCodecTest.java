package dev.insight.runner.history;

import static dev.insight.runner.history.SimulatedPath.START_MILLIS;
import static dev.insight.runner.history.SimulatedPath.term;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.decomposition.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is encoded of rows, and decoded again. */
class ChunkCodecTest {
    private static final int FIXED = 3;

    private final Random random = new Random(1);
    private final BitWriter out = new BitWriter();

    @Test
    void rows_of_any_shape_come_back_as_they_were() {
        for (int run = 0; run < 1_000; run++) {
            Rows rows = rows(1 + random.nextInt(Track.MOST_ROWS), random.nextInt(20), random.nextDouble());

            Chunk chunk = ChunkCodec.encode(rows, FIXED, out);

            assertThat(text(ChunkCodec.decode(chunk))).isEqualTo(text(rows));
        }
    }

    @Test
    void chunk_knows_when_its_rows_were_in_whatever_order() {
        Rows rows = new Rows(FIXED);
        rows.begin(START_MILLIS);
        rows.begin(START_MILLIS - 7_000);
        rows.begin(START_MILLIS + 9_000);
        rows.begin(START_MILLIS + 2_000);
        Chunk chunk = ChunkCodec.encode(rows, FIXED, out);

        assertThat(chunk.oldestMillis).isEqualTo(START_MILLIS - 7_000);
        assertThat(chunk.newestMillis).isEqualTo(START_MILLIS + 9_000);
    }

    @Test
    void rows_in_which_all_failed_take_next_to_nothing() {
        Rows rows = new Rows(FIXED);
        for (int i = 0; i < Track.MOST_ROWS; i++) {
            rows.begin(START_MILLIS + 5_000L * i);
            rows.set(0, 1);
        }

        assertThat(ChunkCodec.encode(rows, FIXED, out).data).hasSizeLessThan(10);
    }

    private Rows rows(int count, int terms, double known) {
        List<KnownTerm> all = new ArrayList<>();
        for (int i = 0; i < terms; i++) {
            all.add(new KnownTerm(term(Term.Kind.SELF, "hop-" + i, 1)));
        }
        Rows rows = new Rows(FIXED);
        long time = START_MILLIS;
        for (int i = 0; i < count; i++) {
            time += random.nextInt(10) == 0 ? random.nextInt(120_000) - 60_000 : 5_000;
            rows.begin(time);
            for (int column = 0; column < FIXED; column++) {
                if (random.nextDouble() < known) {
                    rows.set(column, random.nextInt(65_535) - 32_767);
                }
            }
            for (KnownTerm each : all) {
                if (random.nextDouble() < known) {
                    rows.set(each, random.nextInt(20), (int) (1_000 + 20 * random.nextGaussian()));
                }
            }
        }
        return rows;
    }

    private static String text(Rows rows) {
        StringBuilder text = new StringBuilder();
        for (KnownTerm each : rows.terms()) {
            text.append(each.name).append(' ');
        }
        for (int i = 0; i < rows.count(); i++) {
            text.append('\n').append(rows.time(i));
            for (int column = 0; column < rows.columns(); column++) {
                text.append(' ').append(rows.get(i, column));
            }
        }
        return text.toString();
    }
}
