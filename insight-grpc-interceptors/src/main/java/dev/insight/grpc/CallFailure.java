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

    /** How gRPC's transport says that the peer's first bytes are no HTTP/2; what they were follows in hex. */
    private static final String NO_SETTINGS = "First received frame was not SETTINGS";

    private static final String HTTP_IN_HEX = "485454502f";

    private static final int MAX_DEPTH = 20;

    private final Status status;
    private final @Nullable Backend backend;
    private final ProbeTracer tracer;
    private final Probe probe;
    private final ConnectStages stages;

    private CallFailure(
            Status status, @Nullable Backend backend, ProbeTracer tracer, Probe probe, ConnectStages stages) {
        this.status = status;
        this.backend = backend;
        this.tracer = tracer;
        this.probe = probe;
        this.stages = stages;
    }

    static CallFailure of(Status status, CallProgress progress, ProbeTracer tracer, ProbeSession session) {
        return new CallFailure(
                status,
                progress.backend(),
                tracer,
                session.probe(),
                session.channel().stages());
    }

    Outcome outcome() {
        Phase phase = phase();
        // A deadline that the peer says it missed is its answer; ours is told in our words.
        boolean outOfTime = status.getCode() == Status.Code.DEADLINE_EXCEEDED && !tracer.heard();
        return Outcome.failed(status.getCode().name(), phase, outOfTime ? outOfTime(phase) : message());
    }

    private Phase phase() {
        if (tracer.created()) {
            return Phase.RPC;
        }
        if (backend == null
                || caused(UnknownHostException.class) != null
                || caused(UnresolvedAddressException.class) != null) {
            return Phase.DNS;
        }
        if (isNoHttp2()) {
            return Phase.HTTP2;
        }
        return caused(SSLException.class) == null ? stages.phase(backend.address()) : Phase.TLS;
    }

    private String outOfTime(Phase phase) {
        String within = " within " + probe.timeout().toMillis() + " ms";
        if (backend == null) {
            return "the name did not resolve" + within + ": " + probe.target().address();
        }
        return switch (phase) {
            case TLS -> "no end of the TLS handshake with " + backend.name() + within;
            case RPC -> "no answer from " + backend.name() + within;
            default ->
                stages.established(backend.address())
                        ? backend.name() + " takes connections but did not greet" + within
                        : "no connection to " + backend.name() + within;
        };
    }

    private boolean isNoHttp2() {
        String told = told();
        return told != null && told.contains(NO_SETTINGS);
    }

    private @Nullable String message() {
        String told = told();
        if (told == null || !told.contains(NO_SETTINGS)) {
            return told;
        }
        return told.contains(HTTP_IN_HEX) ? "the peer speaks HTTP/1, not HTTP/2" : "the peer does not speak HTTP/2";
    }

    /** What gRPC says. */
    private @Nullable String told() {
        String said = status.getDescription();
        Throwable tls = caused(SSLException.class);
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
        for (int depth = 0; at.getCause() != null && depth < MAX_DEPTH; depth++) {
            at = at.getCause();
        }
        return at;
    }

    private @Nullable Throwable caused(Class<? extends Throwable> type) {
        Throwable at = status.getCause();
        for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
            if (type.isInstance(at)) {
                return at;
            }
            at = at.getCause();
        }
        return null;
    }
}
