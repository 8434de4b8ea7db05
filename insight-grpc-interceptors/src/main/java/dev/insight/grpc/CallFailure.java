package dev.insight.grpc;

import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import io.grpc.Status;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says of a call that failed in which phase it did, and why, in words for a person. */
final class CallFailure {
    /** What gRPC says where the cause says more. */
    private static final String GENERIC = "io exception";

    private CallFailure() {}

    static Outcome outcome(Status status, CallProgress progress, ProbeTracer tracer, Probe probe) {
        Phase phase = phase(status, progress, tracer);
        boolean outOfTime = status.getCode() == Status.Code.DEADLINE_EXCEEDED && !tracer.heard();
        String message = outOfTime ? outOfTime(phase, progress.backend(), probe) : message(status);
        return Outcome.failed(status.getCode().name(), phase, message);
    }

    private static Phase phase(Status status, CallProgress progress, ProbeTracer tracer) {
        if (tracer.created()) {
            return Phase.RPC;
        }
        if (progress.backend() == null || resolution(status.getCause())) {
            return Phase.DNS;
        }
        return caused(status.getCause(), SSLException.class) == null ? Phase.CONNECT : Phase.TLS;
    }

    private static boolean resolution(@Nullable Throwable cause) {
        return caused(cause, UnknownHostException.class) != null
                || caused(cause, UnresolvedAddressException.class) != null;
    }

    private static String outOfTime(Phase phase, @Nullable Backend backend, Probe probe) {
        String within = " within " + probe.timeout().toMillis() + " ms";
        String peer = backend == null ? probe.target().address() : backend.name();
        return switch (phase) {
            case DNS ->
                "the name did not resolve" + within + ": " + probe.target().address();
            case CONNECT, TLS, HTTP2 -> "no connection to " + peer + within;
            case RPC -> "no answer from " + peer + within;
        };
    }

    private static @Nullable String message(Status status) {
        String said = status.getDescription();
        Throwable tls = caused(status.getCause(), SSLException.class);
        String why = words(tls == null ? status.getCause() : deepest(tls));
        if (said == null || said.startsWith(GENERIC)) {
            return why == null ? said : why;
        }
        String firstLine = said.lines().findFirst().orElse(said);
        return why == null || firstLine.contains(why) ? firstLine : firstLine + ": " + why;
    }

    private static @Nullable String words(@Nullable Throwable cause) {
        if (cause == null) {
            return null;
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static Throwable deepest(Throwable cause) {
        Throwable at = cause;
        for (int depth = 0; at.getCause() != null && depth < 20; depth++) {
            at = at.getCause();
        }
        return at;
    }

    private static @Nullable Throwable caused(@Nullable Throwable cause, Class<? extends Throwable> type) {
        Throwable at = cause;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return at;
            }
            at = at.getCause();
        }
        return null;
    }
}
