package dev.insight.probe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a probe ended. Immutable.
 *
 * @param code {@code OK} or the name of a canonical gRPC status code
 * @param phase where it ended
 * @param lastHop the hop farthest from the caller that calls are known to reach, by a stamp or a partial-path probe, or null
 * @param message what a person should know of a failure, bounded, or null; it may quote the peer, so it is untrusted
 */
public record Outcome(
        String code,
        Phase phase,
        @Nullable String lastHop,
        @Nullable String message) {
    private static final int MAX_MESSAGE = 300;
    private static final Outcome OK = new Outcome("OK", Phase.RPC, null, null);

    public Outcome {
        Objects.requireNonNull(code, "code == null");
        Objects.requireNonNull(phase, "phase == null");
        if (message != null && message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE) + "…";
        }
    }

    /** Whether {@code code} is {@code OK} or the name of a canonical gRPC status code, and so fit for a label. */
    public static boolean isCode(String code) {
        return GrpcStatus.isName(code);
    }

    /** The call was answered, and well. */
    public static Outcome ok() {
        return OK;
    }

    /** The call ended with {@code code} in {@code phase}. */
    public static Outcome failed(String code, Phase phase, @Nullable String message) {
        return new Outcome(code, phase, null, message);
    }

    public boolean isOk() {
        return code.equals("OK");
    }
}
