package dev.insight.runner.history;

import java.util.Arrays;

/** Bits one after the other, the most significant first. Confined to one thread, and used again and again. */
final class BitWriter {
    private byte[] bytes = new byte[1_024];
    private int length;
    private long pending;
    private int pendingBits;

    /** Writes the lowest {@code count} bits of {@code value}, at most 32. */
    void write(int value, int count) {
        pending = pending << count | (value & ((1L << count) - 1));
        pendingBits += count;
        while (pendingBits >= Byte.SIZE) {
            pendingBits -= Byte.SIZE;
            push((byte) (pending >>> pendingBits));
        }
    }

    /** What was written, the last byte filled up; begins anew. */
    byte[] take() {
        if (pendingBits > 0) {
            push((byte) (pending << (Byte.SIZE - pendingBits)));
        }
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        pending = 0;
        pendingBits = 0;
        return taken;
    }

    private void push(byte next) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = next;
    }
}
