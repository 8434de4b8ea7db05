package dev.insight.probe;

import org.jspecify.annotations.Nullable;

/** Reads {@code HealthCheckResponse { ServingStatus status = 1; }}. */
final class HealthAnswer {
    private static final int STATUS_TAG = 1 << 3;
    private static final String[] NAMES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};
    private static final int SERVING = 1;

    private HealthAnswer() {}

    /** OK where the peer serves; a failure else, for a service that does not serve is not up. */
    static Outcome read(byte[] message) {
        long status = status(message);
        if (status == SERVING) {
            return Outcome.ok();
        }
        if (status < 0) {
            return Outcome.failed("INTERNAL", Phase.RPC, "health: the answer is no HealthCheckResponse");
        }
        String name = status < NAMES.length ? NAMES[(int) status] : Long.toString(status);
        return Outcome.failed("UNAVAILABLE", Phase.RPC, "health: " + name);
    }

    /** What the peer says of the service, by its name or, where a later version knows it, its number; null for no answer. */
    static @Nullable String serving(byte[] message) {
        long status = status(message);
        if (status < 0) {
            return null;
        }
        return status < NAMES.length ? NAMES[(int) status] : Long.toString(status);
    }

    /** The last status field's value, 0 where there is none, negative where the message does not parse. */
    private static long status(byte[] message) {
        long status = 0;
        int at = 0;
        while (at < message.length) {
            int tag = message[at++];
            long[] value = new long[1];
            at = varint(message, at, value);
            if (at < 0) {
                return -1;
            }
            if (tag == STATUS_TAG) {
                status = value[0];
            } else if ((tag & 7) == 2) { // a later version's text or message: its length was read
                if (value[0] < 0 || value[0] > message.length - at) {
                    return -1;
                }
                at += (int) value[0];
            } else if ((tag & 0x87) != 0) { // neither a number nor a one-byte tag: nothing this version needs
                return -1;
            }
        }
        return status;
    }

    /** Reads a base-128 number into {@code value}; returns the place after it, negative where it does not end. */
    private static int varint(byte[] message, int from, long[] value) {
        long read = 0;
        for (int i = 0; i < 10 && from + i < message.length; i++) {
            byte b = message[from + i];
            read |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                value[0] = read;
                return from + i + 1;
            }
        }
        return -1;
    }
}
