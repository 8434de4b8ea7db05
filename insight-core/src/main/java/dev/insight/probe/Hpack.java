package dev.insight.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes header blocks (RFC 7541) in the plainest form: each field a literal that is never indexed, no Huffman code. So
 * secrets in metadata stay out of every proxy's tables, and nothing needs to be remembered.
 */
final class Hpack {
    private static final int NEVER_INDEXED = 0x10;
    private static final String[] STATIC = {
        ":authority",
        ":method=GET",
        ":method=POST",
        ":path=/",
        ":path=/index.html",
        ":scheme=http",
        ":scheme=https",
        ":status=200",
        ":status=204",
        ":status=206",
        ":status=304",
        ":status=400",
        ":status=404",
        ":status=500",
        "accept-charset",
        "accept-encoding=gzip, deflate",
        "accept-language",
        "accept-ranges",
        "accept",
        "access-control-allow-origin",
        "age",
        "allow",
        "authorization",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-range",
        "content-type",
        "cookie",
        "date",
        "etag",
        "expect",
        "expires",
        "from",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "last-modified",
        "link",
        "location",
        "max-forwards",
        "proxy-authenticate",
        "proxy-authorization",
        "range",
        "referer",
        "refresh",
        "retry-after",
        "server",
        "set-cookie",
        "strict-transport-security",
        "transfer-encoding",
        "user-agent",
        "vary",
        "via",
        "www-authenticate"
    };

    private Hpack() {}

    /** The field of the static table at {@code index}, which counts from 1. */
    static Map.Entry<String, String> field(int index) throws ColdException {
        if (index < 1 || index > STATIC.length) {
            throw ColdException.protocol("a header refers to entry " + index + ", which no table has");
        }
        String entry = STATIC[index - 1];
        int equals = entry.indexOf('=');
        return equals < 0 ? Map.entry(entry, "") : Map.entry(entry.substring(0, equals), entry.substring(equals + 1));
    }

    /** The header block of {@code fields}. */
    static byte[] encode(List<Map.Entry<String, String>> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        for (Map.Entry<String, String> field : fields) {
            out.write(NEVER_INDEXED);
            writeText(out, field.getKey());
            writeText(out, field.getValue());
        }
        return out.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            out.write(bytes.length);
        } else {
            out.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>>= 7) {
                out.write(rest & 127 | 128);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }
}
