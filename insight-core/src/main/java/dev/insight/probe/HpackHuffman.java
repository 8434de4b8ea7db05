package dev.insight.probe;

import java.io.ByteArrayOutputStream;

/**
 * The Huffman code of RFC 7541, appendix B. The code is canonical, so its lengths alone say all: codes of one length
 * follow each other in the order of their symbols. Immutable.
 */
final class HpackHuffman {
    private static final int EOS = 256;
    private static final int MAX_BITS = 30;
    private static final byte[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, //
        28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, //
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, //
        7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, //
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, //
        7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, //
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, //
        23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, //
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, //
        21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, //
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30
    };

    /** All symbols, by length of their codes and then by themselves. */
    private static final short[] SYMBOLS = new short[LENGTHS.length];

    /** How many codes each length has. */
    private static final int[] COUNTS = new int[MAX_BITS + 1];

    static {
        int next = 0;
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            for (int symbol = 0; symbol < LENGTHS.length; symbol++) {
                if (LENGTHS[symbol] == bits) {
                    SYMBOLS[next++] = (short) symbol;
                    COUNTS[bits]++;
                }
            }
        }
    }

    private HpackHuffman() {}

    /** The bytes that {@code length} bytes from {@code from} stand for. */
    static byte[] decode(byte[] in, int from, int length) throws ColdException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length * 2);
        int bits = 0;
        int code = 0; // what was read of the symbol under way
        int first = 0; // the first code of this length
        int index = 0; // its symbol's place
        boolean ones = true;
        for (int at = from; at < from + length; at++) {
            for (int shift = 7; shift >= 0; shift--) {
                int bit = in[at] >> shift & 1;
                ones &= bit == 1;
                code |= bit;
                bits++;
                int count = bits > MAX_BITS ? 0 : COUNTS[bits];
                if (code - first < count) {
                    out.write(symbol(index + code - first));
                    bits = 0;
                    code = 0;
                    first = 0;
                    index = 0;
                    ones = true;
                } else {
                    index += count;
                    first = first + count << 1;
                    code <<= 1;
                }
            }
        }
        if (bits > 7 || !ones) {
            throw ColdException.protocol("a header's Huffman code does not end with its padding");
        }
        return out.toByteArray();
    }

    private static int symbol(int place) throws ColdException {
        int symbol = SYMBOLS[place];
        if (symbol == EOS) {
            throw ColdException.protocol("a header's Huffman code holds the end of string");
        }
        return symbol;
    }
}
