package dev.insight.runner.history;

import static dev.insight.runner.history.DurationCode.UNKNOWN;

/** Makes chunks of rows, column by column, for a column's values are like each other and unlike the next one's. */
final class ChunkCodec {
    private static final int NONE = 0;
    private static final int ALL = 1;
    private static final int SOME = 2;
    private static final int PRESENCE_BITS = 2;

    private ChunkCodec() {}

    /** Encodes {@code rows}, of which there is at least one. */
    static Chunk encode(Rows rows, int fixed, BitWriter out) {
        int count = rows.count();
        int[] values = new int[count];
        if (count > 1) {
            for (int i = 1; i < count; i++) {
                values[i - 1] = (int) (rows.time(i) - rows.time(i - 1)) /* minutes at most */;
            }
            RiceCode.write(values, count - 1, out);
        }
        for (int column = 0; column < rows.columns(); column++) {
            int known = 0;
            for (int i = 0; i < count; i++) {
                int value = rows.get(i, column);
                if (value != UNKNOWN) {
                    values[known++] = value;
                }
            }
            out.write(known == 0 ? NONE : known == count ? ALL : SOME, PRESENCE_BITS);
            for (int i = 0; i < count && known > 0 && known < count; i++) {
                out.write(rows.get(i, column) == UNKNOWN ? 0 : 1, 1);
            }
            if (known > 0) {
                RiceCode.write(values, known, out);
            }
        }
        return new Chunk(rows, fixed, out.take());
    }

    static Rows decode(Chunk chunk) {
        BitReader in = new BitReader(chunk.data);
        int count = chunk.rows;
        long[] times = new long[count];
        times[0] = chunk.firstMillis;
        if (count > 1) {
            int[] differences = RiceCode.read(count - 1, in);
            for (int i = 1; i < count; i++) {
                times[i] = times[i - 1] + differences[i - 1];
            }
        }
        short[][] columns = new short[chunk.fixed + chunk.terms.length][count];
        for (short[] column : columns) {
            decode(column, in);
        }
        return new Rows(chunk.fixed, times, chunk.terms, columns);
    }

    private static void decode(short[] column, BitReader in) {
        int presence = in.read(PRESENCE_BITS);
        int known = presence == ALL ? column.length : 0;
        boolean[] isKnown = new boolean[column.length];
        for (int i = 0; i < column.length; i++) {
            isKnown[i] = presence == ALL || (presence == SOME && in.read(1) == 1);
            known += presence == SOME && isKnown[i] ? 1 : 0;
        }
        int[] values = known == 0 ? new int[0] : RiceCode.read(known, in);
        int next = 0;
        for (int i = 0; i < column.length; i++) {
            column[i] = isKnown[i] ? (short) values[next++] : UNKNOWN;
        }
    }
}
