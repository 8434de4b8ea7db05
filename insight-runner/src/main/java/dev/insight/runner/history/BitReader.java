package dev.insight.runner.history;

/** Reads what a {@link BitWriter} wrote. Confined to one thread. */
final class BitReader {
    private final byte[] bytes;
    private int at;
    private long pending;
    private int pendingBits;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next {@code count} bits, at most 32. */
    int read(int count) {
        while (pendingBits < count) {
            pending = pending << Byte.SIZE | (bytes[at++] & 0xff);
            pendingBits += Byte.SIZE;
        }
        pendingBits -= count;
        return (int) (pending >>> pendingBits & ((1L << count) - 1));
    }

    /** How many ones stand before the next zero, at most {@code most}; of fewer the zero is read as well. */
    int ones(int most) {
        int ones = 0;
        while (ones < most && read(1) == 1) {
            ones++;
        }
        return ones;
    }
}
