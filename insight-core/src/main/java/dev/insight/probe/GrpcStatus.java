package dev.insight.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of gRPC's status codes, and how they and their messages stand on the wire. */
final class GrpcStatus {
    /** By number. */
    private static final List<String> NAMES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private GrpcStatus() {}

    static boolean isName(String text) {
        return NAMES.contains(text);
    }

    /** The code's name; {@code UNKNOWN} for what is none. */
    static String name(String number) {
        for (int code = 0; code < NAMES.size(); code++) {
            if (number.equals(Integer.toString(code))) {
                return NAMES.get(code);
            }
        }
        return "UNKNOWN";
    }

    /** The number of the code with this name, which must be one. */
    static int number(String name) {
        return NAMES.indexOf(name);
    }

    /** What an HTTP status stands for where no gRPC status came. */
    static String ofHttp(String status) {
        return switch (status) {
            case "400" -> "INTERNAL";
            case "401" -> "UNAUTHENTICATED";
            case "403" -> "PERMISSION_DENIED";
            case "404" -> "UNIMPLEMENTED";
            case "429", "502", "503", "504" -> "UNAVAILABLE";
            default -> "UNKNOWN";
        };
    }

    /** Undoes the percent-encoding of a message; what is none stays as it is. */
    static @Nullable String message(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int high = c == '%' && i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
            if (low < 0) {
                bytes[length++] = (byte) c;
            } else {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
