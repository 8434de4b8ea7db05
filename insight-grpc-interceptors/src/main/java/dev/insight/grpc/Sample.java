package dev.insight.grpc;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopPath;
import dev.insight.hop.SampledCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * What is gathered of a call that asks for itself, to tell of it in the end. Sending and receiving may be two threads'
 * work, each field one's; the call's end comes after both.
 */
final class Sample {
    private final MethodDescriptor<?, ?> method;
    private final String peer;
    private int sent;
    private int received;
    private @Nullable Metadata headers;

    /** @param peer what to call the nearest hop if only software that gives no name speaks for it */
    Sample(MethodDescriptor<?, ?> method, String peer) {
        this.method = method;
        this.peer = peer;
    }

    void onSent() {
        sent++;
    }

    void onReceived() {
        received++;
    }

    void onHeaders(Metadata newHeaders) {
        headers = newHeaders;
    }

    SampledCall end(CallTimer timer, Status status, Metadata trailers) {
        HopPath path = HopMetadata.path(timer.stamps(), headers, trailers, peer);
        return timer.sampled(method.getFullMethodName(), status.getCode().name(), isStream(), path);
    }

    private boolean isStream() {
        MethodType type = method.getType();
        return type == MethodType.UNKNOWN ? sent > 1 || received > 1 : type != MethodType.UNARY;
    }
}
