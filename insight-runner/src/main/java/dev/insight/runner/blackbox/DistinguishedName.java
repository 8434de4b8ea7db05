package dev.insight.runner.blackbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate's name as blackbox_exporter writes it, for labels must be the same: what everybody knows in a fixed order,
 * and before its reversal what is unknown, by its number and the hexadecimal digits of its value.
 */
final class DistinguishedName {
    private static final int OBJECT_IDENTIFIER = 6;
    private static final int UTF8_STRING = 0x0c;
    private static final int PRINTABLE_STRING = 0x13;
    private static final int BMP_STRING = 0x1e;

    /** In the order in which they come, last to first in the text. */
    private static final Map<String, String> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("2.5.4.6", "C");
        KNOWN.put("2.5.4.8", "ST");
        KNOWN.put("2.5.4.7", "L");
        KNOWN.put("2.5.4.9", "STREET");
        KNOWN.put("2.5.4.17", "POSTALCODE");
        KNOWN.put("2.5.4.10", "O");
        KNOWN.put("2.5.4.11", "OU");
        KNOWN.put("2.5.4.3", "CN");
        KNOWN.put("2.5.4.5", "SERIALNUMBER");
    }

    /** CN and SERIALNUMBER are one of a kind: of several, the last counts. */
    private static final List<String> SINGLE = List.of("2.5.4.3", "2.5.4.5");

    private DistinguishedName() {}

    static String text(X500Principal name) {
        Map<String, List<String>> known = new LinkedHashMap<>();
        KNOWN.keySet().forEach(type -> known.put(type, new ArrayList<>()));
        List<String> parts = new ArrayList<>();
        Der sets = new Der(name.getEncoded()).enter();
        while (sets.hasNext()) {
            Der pairs = sets.enter();
            while (pairs.hasNext()) {
                Der pair = pairs.enter();
                String type = pair.identifier();
                byte[] value = pair.next();
                List<String> values = known.get(type);
                if (values == null) {
                    parts.add(type + "=#" + HexFormat.of().formatHex(encoded(pair.tag(), value)));
                } else {
                    values.add(decoded(pair.tag(), value));
                }
            }
        }
        known.forEach((type, values) -> {
            List<String> kept = SINGLE.contains(type) && values.size() > 1
                    ? values.subList(values.size() - 1, values.size())
                    : values;
            if (!kept.isEmpty()) {
                parts.add(kept.stream()
                        .map(value -> KNOWN.get(type) + "=" + escaped(value))
                        .collect(Collectors.joining("+")));
            }
        });
        Collections.reverse(parts);
        return String.join(",", parts);
    }

    private static String decoded(int tag, byte[] value) {
        return new String(value, tag == BMP_STRING ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    }

    /** Strings are written anew, in the plainest form that holds them. */
    private static byte[] encoded(int tag, byte[] value) {
        boolean isText = tag == UTF8_STRING || tag == PRINTABLE_STRING || (tag >= 0x12 && tag <= BMP_STRING);
        if (!isText) {
            return Der.element(tag, value);
        }
        String text = decoded(tag, value);
        boolean isPrintable = text.matches("[A-Za-z0-9 '()+,./:=?-]*");
        return Der.element(isPrintable ? PRINTABLE_STRING : UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isEdge = i == 0 || i == value.length() - 1;
            if (",+\"\\<>;".indexOf(c) >= 0 || (c == ' ' && isEdge) || (c == '#' && i == 0)) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    /** DER that the JDK has made, element by element. */
    private static final class Der {
        private final byte[] bytes;
        private int at;
        private int tag;

        Der(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasNext() {
            return at < bytes.length;
        }

        int tag() {
            return tag;
        }

        Der enter() {
            return new Der(next());
        }

        /** The next element's content. */
        byte[] next() {
            tag = bytes[at++] & 0xff;
            int length = bytes[at++] & 0xff;
            if (length > 0x7f) {
                int count = length & 0x7f;
                length = 0;
                for (int i = 0; i < count; i++) {
                    length = length << 8 | bytes[at++] & 0xff;
                }
            }
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        String identifier() {
            byte[] content = next();
            if (tag != OBJECT_IDENTIFIER) {
                throw new IllegalArgumentException("not an object identifier");
            }
            StringBuilder text = new StringBuilder();
            long value = 0;
            for (byte b : content) {
                value = value << 7 | b & 0x7f;
                if (b >= 0) {
                    if (text.isEmpty()) {
                        long first = Math.min(2, value / 40);
                        text.append(first).append('.').append(value - 40 * first);
                    } else {
                        text.append('.').append(value);
                    }
                    value = 0;
                }
            }
            return text.toString();
        }

        static byte[] element(int tag, byte[] content) {
            int digits = content.length < 0x80 ? 0 : content.length < 0x100 ? 1 : 2;
            byte[] element = new byte[2 + digits + content.length];
            element[0] = (byte) tag;
            element[1] = (byte) (digits == 0 ? content.length : 0x80 | digits);
            for (int i = 0; i < digits; i++) {
                element[2 + i] = (byte) (content.length >> 8 * (digits - 1 - i));
            }
            System.arraycopy(content, 0, element, 2 + digits, content.length);
            return element;
        }
    }
}
