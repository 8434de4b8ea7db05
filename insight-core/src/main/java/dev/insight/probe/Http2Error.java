package dev.insight.probe;

/** What HTTP/2's error codes are called, and what they mean to a gRPC call. */
final class Http2Error {
    private static final String[] NAMES = {
        "NO_ERROR",
        "PROTOCOL_ERROR",
        "INTERNAL_ERROR",
        "FLOW_CONTROL_ERROR",
        "SETTINGS_TIMEOUT",
        "STREAM_CLOSED",
        "FRAME_SIZE_ERROR",
        "REFUSED_STREAM",
        "CANCEL",
        "COMPRESSION_ERROR",
        "CONNECT_ERROR",
        "ENHANCE_YOUR_CALM",
        "INADEQUATE_SECURITY",
        "HTTP_1_1_REQUIRED"
    };

    private Http2Error() {}

    static String name(int error) {
        return error >= 0 && error < NAMES.length ? NAMES[error] : "error " + error;
    }

    /** The status code that a stream's reset stands for. */
    static String statusOfReset(int error) {
        return switch (name(error)) {
            case "REFUSED_STREAM" -> "UNAVAILABLE";
            case "CANCEL" -> "CANCELLED";
            case "ENHANCE_YOUR_CALM" -> "RESOURCE_EXHAUSTED";
            case "INADEQUATE_SECURITY" -> "PERMISSION_DENIED";
            default -> "INTERNAL";
        };
    }
}
