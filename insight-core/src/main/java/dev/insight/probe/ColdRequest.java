package dev.insight.probe;

import dev.insight.hop.HopAsk;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cold probe sends to call its method: header block and message. Values may be secrets, so no message quotes one. */
final class ColdRequest {
    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000_000;
    private static final long MAX_TIMEOUT = 99_999_999;

    private ColdRequest() {}

    /** The header block of a call that has {@code timeoutNanos} left. */
    static byte[] headers(Target target, String authority, long timeoutNanos) throws ColdException {
        List<Map.Entry<String, String>> fields = fields(target.method(), target.tls() != null, authority, timeoutNanos);
        fields.add(Map.entry(HopAsk.KEY, ask(target.metadata().get(Target.HOP_KEY))));
        for (Map.Entry<String, String> entry : target.metadata().entrySet()) {
            if (!entry.getKey().equals(Target.HOP_KEY)) {
                fields.add(field(entry.getKey(), entry.getValue()));
            }
        }
        return Hpack.encode(fields);
    }

    /** The header block of a call that asks for no stamps, with {@code metadata}. */
    static byte[] headers(
            Method method, boolean tls, String authority, long timeoutNanos, List<Map.Entry<String, String>> metadata)
            throws ColdException {
        List<Map.Entry<String, String>> fields = fields(method, tls, authority, timeoutNanos);
        for (Map.Entry<String, String> entry : metadata) {
            fields.add(field(entry.getKey(), entry.getValue()));
        }
        return Hpack.encode(fields);
    }

    /** What every call has. */
    private static List<Map.Entry<String, String>> fields(
            Method method, boolean tls, String authority, long timeoutNanos) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        fields.add(Map.entry(":method", "POST"));
        fields.add(Map.entry(":scheme", tls ? "https" : "http"));
        fields.add(Map.entry(":path", "/" + method.fullName()));
        fields.add(Map.entry(":authority", authority));
        fields.add(Map.entry("te", "trailers"));
        fields.add(Map.entry("content-type", "application/grpc"));
        fields.add(Map.entry("user-agent", "insight"));
        fields.add(Map.entry("grpc-timeout", timeout(timeoutNanos)));
        return fields;
    }

    /** The message with gRPC's prefix: not compressed, its length. */
    static byte[] message(byte[] payload) {
        byte[] message = new byte[5 + payload.length];
        message[1] = (byte) (payload.length >> 24);
        message[2] = (byte) (payload.length >> 16);
        message[3] = (byte) (payload.length >> 8);
        message[4] = (byte) payload.length;
        System.arraycopy(payload, 0, message, 5, payload.length);
        return message;
    }

    /** At most eight digits and a unit, never more than is left. */
    static String timeout(long nanos) {
        if (nanos / MICROS <= MAX_TIMEOUT) {
            return Math.max(1, nanos / MICROS) + "u";
        }
        return Math.min(MAX_TIMEOUT, nanos / MILLIS) + "m";
    }

    private static String ask(@Nullable String key) throws ColdException {
        try {
            return new HopAsk(true, null, key).wire();
        } catch (IllegalArgumentException e) {
            throw invalid(Target.HOP_KEY);
        }
    }

    /** Values of keys that end in {@code -bin} are base64 and travel so, without padding. */
    private static Map.Entry<String, String> field(String key, String value) throws ColdException {
        String lower = key.toLowerCase(Locale.ROOT);
        boolean name = !key.isEmpty()
                && lower.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.".indexOf(c) >= 0);
        if (!name || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw invalid(key);
        }
        if (!lower.endsWith("-bin")) {
            return Map.entry(lower, value);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value);
            return Map.entry(lower, Base64.getEncoder().withoutPadding().encodeToString(bytes));
        } catch (IllegalArgumentException e) {
            throw invalid(key);
        }
    }

    private static ColdException invalid(String key) {
        return ColdException.in(Phase.RPC, "INVALID_ARGUMENT", "metadata " + key + " is no valid key and value");
    }
}
