package dev.insight.hop;

import java.util.Arrays;

/**
 * Text as it stands on the wire: one byte for each character, put together in a buffer that grows. Not safe for use by
 * many threads.
 */
final class WireBytes {
    /** What stands for a character that cannot stand on the wire, and is nothing that any reader takes. */
    private static final byte FOREIGN = (byte) 0xff;

    private byte[] bytes;
    private int length;

    WireBytes(int usualLength) {
        bytes = new byte[usualLength];
    }

    /** Begins anew. */
    WireBytes clear() {
        length = 0;
        return this;
    }

    /** The bytes of {@code text}, each in its character's place, for readers that take bytes. */
    static byte[] of(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            bytes[i] = c < 0x80 ? (byte) c : FOREIGN;
        }
        return bytes;
    }

    /** Whether {@code part} stands anywhere in {@code text}. */
    static boolean contains(byte[] text, byte[] part) {
        for (int from = 0; from + part.length <= text.length; from++) {
            if (Arrays.equals(text, from, from + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    WireBytes append(char c) {
        room(1);
        bytes[length++] = c < 0x80 ? (byte) c : FOREIGN;
        return this;
    }

    WireBytes append(String text) {
        int more = text.length();
        room(more);
        for (int i = 0; i < more; i++) {
            char c = text.charAt(i);
            bytes[length + i] = c < 0x80 ? (byte) c : FOREIGN;
        }
        length += more;
        return this;
    }

    WireBytes append(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Appends a number that is not negative, in decimal. */
    WireBytes append(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends {@code text} as a token, whatever it holds: characters that cannot stand in one become {@code _}. */
    WireBytes appendToken(String text) {
        if (text.isEmpty()) {
            append('_');
        }
        int taken = Math.min(text.length(), StampLimits.MAX_TEXT);
        for (int i = 0; i < taken; i++) {
            char c = text.charAt(i);
            append(Tokens.isTokenChar(c) ? c : '_');
        }
        return this;
    }

    /** Appends {@code text} as it is if it is a token, else quoted; characters that are not ASCII become {@code ?}. */
    WireBytes appendValue(String text, int maxLength) {
        if (text.length() <= maxLength && Tokens.isToken(text)) {
            return append(text);
        }
        append('"');
        int taken = Math.min(text.length(), maxLength);
        for (int i = 0; i < taken; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                append('\\');
            }
            append(Tokens.isPrintable(c) ? c : '?');
        }
        return append('"');
    }

    /** A copy of what was appended. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
