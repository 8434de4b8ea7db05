package dev.insight.grpc;

import io.grpc.ServerCall;
import java.lang.StackWalker.StackFrame;
import java.util.Set;

/**
 * Tells whether nothing stands between gRPC's server and Insight's interceptor, for then nobody but gRPC sees what a
 * handler throws. Neither a call nor a listener shows who holds it, so the stack is looked at: only when something was
 * thrown. What is not known is taken for an interceptor.
 */
final class DirectCaller {
    private static final StackWalker STACK = StackWalker.getInstance();

    private static final String GRPC_SERVER = "io.grpc.internal.Server";
    /** By which gRPC calls one interceptor after the other; the frame behind it tells on whose behalf. */
    private static final String GRPC_NEXT = "io.grpc.ServerInterceptors$InterceptCallHandler";

    private static final Set<String> OWN = Set.of(
            DirectCaller.class.getName(),
            StampingServerCall.class.getName(),
            HopServerInterceptor.class.getName(),
            HopServerInterceptor.Listener.class.getName());

    private DirectCaller() {}

    /** Whether gRPC's server runs the current method of Insight's interceptor or listener, and made {@code call}. */
    static boolean isGrpc(ServerCall<?, ?> call) {
        return call.getClass().getName().startsWith(GRPC_SERVER)
                && STACK.walk(frames -> frames.map(StackFrame::getClassName)
                        .filter(name -> !OWN.contains(name) && !name.equals(GRPC_NEXT))
                        .findFirst()
                        .filter(name -> name.startsWith(GRPC_SERVER))
                        .isPresent());
    }
}
