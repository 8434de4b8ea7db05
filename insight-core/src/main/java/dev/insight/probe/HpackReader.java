package dev.insight.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads one header block of a peer that was told to keep no dynamic table. What breaks RFC 7541, or grows beyond bounds,
 * is refused. Confined to one thread.
 */
final class HpackReader {
    /** Of all names and values, with 32 for each field, as HTTP/2 counts. */
    static final int MAX_LIST_BYTES = 64 * 1024;

    private final byte[] block;
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private int at;
    private int listBytes;

    private HpackReader(byte[] block) {
        this.block = block;
    }

    /** The fields in their order. */
    static List<Map.Entry<String, String>> read(byte[] block) throws ColdException {
        HpackReader reader = new HpackReader(block);
        while (reader.at < block.length) {
            reader.readField();
        }
        return reader.fields;
    }

    private void readField() throws ColdException {
        int first = block[at] & 0xff;
        if (first >= 0x80) {
            Map.Entry<String, String> field = Hpack.field(number(7));
            add(field.getKey(), field.getValue());
        } else if (first >= 0x40) {
            // To be indexed: with a table of size 0 that means forgotten at once.
            literal(6);
        } else if (first >= 0x20) {
            resize(number(5));
        } else {
            literal(4);
        }
    }

    private void resize(int size) throws ColdException {
        if (size > 0 || !fields.isEmpty()) {
            throw ColdException.protocol("a header block resizes its table to " + size + ", against our settings");
        }
    }

    private void literal(int prefix) throws ColdException {
        int index = number(prefix);
        String name = index == 0 ? text() : Hpack.field(index).getKey();
        add(name, text());
    }

    private void add(String name, String value) throws ColdException {
        listBytes += name.length() + value.length() + 32;
        if (listBytes > MAX_LIST_BYTES) {
            throw ColdException.of("RESOURCE_EXHAUSTED", "the peer's headers exceed " + MAX_LIST_BYTES + " bytes");
        }
        fields.add(Map.entry(name, value));
    }

    private String text() throws ColdException {
        if (at >= block.length) {
            throw ends();
        }
        boolean huffman = block[at] < 0;
        int length = number(7);
        if (length > block.length - at) {
            throw ends();
        }
        byte[] bytes = huffman ? HpackHuffman.decode(block, at, length) : block;
        String text = new String(bytes, huffman ? 0 : at, huffman ? bytes.length : length, StandardCharsets.ISO_8859_1);
        at += length;
        return text;
    }

    /** An integer whose first byte leaves it {@code prefix} bits; at most as long as a block can be. */
    private int number(int prefix) throws ColdException {
        int max = (1 << prefix) - 1;
        int value = block[at++] & max;
        if (value < max) {
            return value;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            if (at >= block.length) {
                throw ends();
            }
            byte next = block[at++];
            value += (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw ColdException.protocol("a number in a header block is too large");
    }

    private static ColdException ends() {
        return ColdException.protocol("a header block ends in the midst of a field");
    }
}
