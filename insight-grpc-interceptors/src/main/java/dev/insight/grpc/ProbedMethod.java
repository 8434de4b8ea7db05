package dev.insight.grpc;

import dev.insight.probe.Method;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/** A method as gRPC calls it, with what it is sent. Immutable. */
final class ProbedMethod {
    private final MethodDescriptor<byte[], byte[]> descriptor;
    private final byte[] payload;

    private ProbedMethod(Method method) {
        descriptor = MethodDescriptor.newBuilder(ByteMarshaller.INSTANCE, ByteMarshaller.INSTANCE)
                .setFullMethodName(method.fullName())
                .setType(method.isStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY)
                .build();
        payload = method.payload();
    }

    static ProbedMethod of(Method method) {
        return new ProbedMethod(method);
    }

    MethodDescriptor<byte[], byte[]> descriptor() {
        return descriptor;
    }

    /** Not a copy, for it may be large: for gRPC, which only reads. */
    byte[] payload() {
        return payload;
    }
}
